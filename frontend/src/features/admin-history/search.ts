import type { BurstingTrigger, NodeHistoryFilter, NodeHistoryKind } from "../../gql/graphql";
import { searchText } from "../../ui/admin/searchText";
import { fromLocal } from "../../ui/admin/time";

/** What the address of the node history says about what it shows. */
export interface NodeHistorySearch {
  kind?: string | undefined;
  trigger?: string | undefined;
  /** Of one node only. */
  node?: string | undefined;
  /** Of one life of that node's machine. */
  attempt?: string | undefined;
  location?: string | undefined;
  /** Local times, as their fields write them. */
  from?: string | undefined;
  until?: string | undefined;
  search?: string | undefined;
  /** The entry that a link led to. */
  entry?: string | undefined;
}

const keys = ["kind", "trigger", "node", "attempt", "location", "from", "until", "search", "entry"] as const;

/** What can happen to a node, in words. */
export const kinds: Record<NodeHistoryKind, string> = {
  CREATED: "Created",
  UPDATED: "Changed",
  REMOVED: "Removed",
  PROVISIONING_ISSUED: "Provisioning document made",
  ENROLLED: "Enrolled",
  CONNECTED: "Connected",
  RESTARTED: "Restarted",
  DISCONNECTED: "Disconnected",
  LATE: "Late",
  STALE: "Stale",
  RECOVERED: "Recovered",
  MAINTENANCE_ENTERED: "Maintenance entered",
  MAINTENANCE_LEFT: "Maintenance left",
  READY: "Ready",
  DRAINED: "Drained",
  CALL_REJECTED: "Call rejected",
  PROVISIONING_REFUSED: "Provisioning refused",
  CERTIFICATE_RENEWED: "Certificate renewed",
  CERTIFICATE_ADOPTED: "Renewed certificate in use",
  CERTIFICATE_REVOKED: "Certificates revoked",
  BURST_START_REQUESTED: "Burst: start requested",
  BURST_STARTING: "Burst: starting",
  BURST_RUNNING: "Burst: running",
  BURST_DRAINING: "Burst: draining",
  BURST_KEPT: "Burst: kept",
  BURST_STOP_REQUESTED: "Burst: stop requested",
  BURST_STOPPED: "Burst: stopped",
  BURST_FAILED: "Burst: failed",
  BURST_ADDRESS_CHANGED: "Burst: public address changed",
};

/** What leads to a start or a stop of a burst node, in words. */
export const triggers: Record<BurstingTrigger, string> = {
  THRESHOLD: "Threshold of a location",
  CASCADE: "Threshold of an overflow location",
  MANUAL: "By hand",
  SCHEDULE: "Schedule",
  UPGRADE: "Upgrade",
  IDLE: "Not needed any more",
  PROVIDER: "Done at the cloud",
};

/** Reads the address; what it does not know is left out. */
export function nodeHistorySearch(raw: Record<string, unknown>): NodeHistorySearch {
  const read: NodeHistorySearch = {};
  for (const key of keys) read[key] = searchText(raw[key]);
  if (!((read.kind ?? "") in kinds)) read.kind = undefined;
  if (!((read.trigger ?? "") in triggers)) read.trigger = undefined;
  if (!read.node) read.attempt = undefined; // every node numbers its own
  return read;
}

/** The API's filter; null when everything is shown. */
export function historyFilter(s: NodeHistorySearch): NodeHistoryFilter | null {
  const filter: NodeHistoryFilter = {};
  if (s.kind) filter.kinds = [s.kind as NodeHistoryKind];
  if (s.trigger) filter.triggers = [s.trigger as BurstingTrigger];
  if (s.node) filter.nodeId = s.node;
  if (s.node && s.attempt) filter.attempt = s.attempt;
  if (s.location) filter.locationId = s.location;
  const [from, until] = [fromLocal(s.from ?? ""), fromLocal(s.until ?? "")];
  if (from) filter.from = from;
  if (until) filter.until = until;
  if (s.search) filter.search = s.search;
  return Object.keys(filter).length > 0 ? filter : null;
}

/** Where the same is had as a file. */
export function exportAddress(format: "csv" | "ndjson", filter: NodeHistoryFilter | null): string {
  const parameters = new URLSearchParams({ format });
  for (const [name, value] of Object.entries(filter ?? {})) parameters.set(name, String(value)); // lists with commas
  return `/history/nodes/export?${parameters}`;
}
