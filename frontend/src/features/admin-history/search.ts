import type { NodeHistoryFilter, NodeHistoryKind } from "../../gql/graphql";
import { searchText } from "../../ui/admin/searchText";

/** What the address of the node history says about what it shows. */
export interface NodeHistorySearch {
  kind?: string | undefined;
  /** Of one node only. */
  node?: string | undefined;
  /** The entry that a link led to. */
  entry?: string | undefined;
}

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

/** Reads the address; what it does not know is left out. */
export function nodeHistorySearch(raw: Record<string, unknown>): NodeHistorySearch {
  const kind = searchText(raw["kind"]);
  return { kind: kind && kind in kinds ? kind : undefined, node: searchText(raw["node"]), entry: searchText(raw["entry"]) };
}

/** The API's filter; null when everything is shown. */
export function historyFilter({ kind, node }: NodeHistorySearch): NodeHistoryFilter | null {
  if (!kind && !node) return null;
  return { ...(kind && { kinds: [kind as NodeHistoryKind] }), ...(node && { nodeId: node }) };
}
