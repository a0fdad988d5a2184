import type { AlarmKind, AlarmLevel } from "../../gql/graphql";

export const kinds: Record<AlarmKind, string> = {
  NODE_UNREACHABLE: "Node unreachable",
  NODE_OUT_OF_STEP: "Configuration not in step",
  NODE_CLOCK_SKEW: "Clock differs",
  NODE_FACTS_QUEUED: "Facts wait on a node",
  NODE_CONFERENCES_LOST: "Conferences lost",
  NODES_APART: "Nodes do not reach each other",
  NODE_IN_MAINTENANCE: "Node in maintenance",
  NODE_RESTARTED: "Node restarted",
  CAPACITY_REACHED: "Capacity reached",
  BREAK_IN_ATTEMPTS: "Break-in attempts",
  PROVISIONING_REFUSED: "Provisioning refused",
  ADMINISTRATOR_LOCKED_OUT: "Administrator locked out",
  CERTIFICATE_EXPIRING: "Certificate expiring",
  CERTIFICATE_EXPIRED: "Certificate expired",
  DISK_FILLING: "Disk filling",
  MANAGEMENT_NODE_UNREACHABLE: "Management Node unreachable",
  PROJECTION_PARKED: "Read model stopped",
  WEBHOOK_DELIVERIES_PARKED: "Webhook deliveries given up",
  WEBHOOK_FAILING: "Webhook failing",
  WEBHOOK_DISABLED: "Webhook disabled",
  BURSTING: "Bursting",
};

export const levels: Record<AlarmLevel, string> = { ERROR: "Error", WARNING: "Warning", INFO: "Info" };

const reasons: Record<string, string> = { cleared: "", "subject-removed": "removed", "level-changed": "level changed" };

/** Why an alarm was lowered, when it was not simply over. */
export function loweredWords(reason: string | null | undefined): string {
  return (reason && (reasons[reason] ?? reason)) || "";
}
