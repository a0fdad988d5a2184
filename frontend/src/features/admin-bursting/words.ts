import type { BurstingLevel, BurstingNodeState, NodeHistoryKind } from "../../gql/graphql";
import type { BurstIssue, BurstLocation, BurstNode } from "./stream";

export const nodeStates: Record<BurstingNodeState, string> = {
  STOPPED: "Stopped",
  REQUESTED: "Start requested",
  STARTING: "Starting",
  RUNNING: "Running",
  DRAINING: "Draining",
  STOPPING: "Stopping",
  FAILED: "Failed",
  UNKNOWN: "Unknown",
};

/** What is said of a location's free capacity beside its number; empty: nothing. */
export const levelWords: Record<BurstingLevel, string> = {
  OK: "",
  APPROACHING: "Approaching threshold",
  REACHED: "Threshold reached",
};

const events: Partial<Record<NodeHistoryKind, string>> = {
  BURST_START_REQUESTED: "Start requested",
  BURST_STARTING: "Starting",
  BURST_RUNNING: "Running",
  BURST_DRAINING: "Draining",
  BURST_KEPT: "Kept",
  BURST_STOP_REQUESTED: "Stop requested",
  BURST_STOPPED: "Stopped",
  BURST_FAILED: "Failed",
  BURST_ADDRESS_CHANGED: "Public address changed",
};

/** What happened last to a node's machine, in few words. */
export const eventWords = (kind: NodeHistoryKind): string => events[kind] ?? "Changed";

const plural = (n: number, one: string, many: string) => `${n} ${n === 1 ? one : many}`;

/** How many issues there are of each severity, the worst first; empty: none. */
export function issueCounts(issues: readonly Pick<BurstIssue, "severity">[]): string {
  const count = (severity: BurstIssue["severity"]) => issues.filter((i) => i.severity === severity).length;
  return [
    [count("ERROR"), "error", "errors"] as const,
    [count("WARNING"), "warning", "warnings"] as const,
    [count("INFO"), "note", "notes"] as const,
  ]
    .filter(([n]) => n > 0)
    .map(([n, one, many]) => plural(n, one, many))
    .join(", ");
}

const rank: Record<BurstingLevel, number> = { REACHED: 0, APPROACHING: 1, OK: 2 };

/** Those nearest to their threshold first, then by name. */
export function byNeed(locations: readonly BurstLocation[]): readonly BurstLocation[] {
  return [...locations].sort((a, b) => rank[a.state] - rank[b.state] || a.location.name.localeCompare(b.location.name));
}

/** Why a node can neither be started nor stopped by hand; null: it can. */
export function cannot(n: Pick<BurstNode, "canStart" | "canStop" | "cannotStart" | "cannotStop" | "state">): string | null {
  if (n.canStart || n.canStop) return null;
  const runs = n.state === "RUNNING" || n.state === "DRAINING" || n.state === "STOPPING" || n.state === "REQUESTED" || n.state === "STARTING";
  return (runs ? n.cannotStop || n.cannotStart : n.cannotStart || n.cannotStop) || null;
}

/** An amount as the reader writes money; as it came when its currency is not known. */
export function money(cost: { amount: string; currency: string } | null | undefined): string {
  if (!cost) return "–";
  try {
    return new Intl.NumberFormat(undefined, { style: "currency", currency: cost.currency }).format(Number(cost.amount));
  } catch {
    return `${cost.amount} ${cost.currency}`.trim();
  }
}

/** What a search and a state leave of the nodes. */
export function narrowed(nodes: readonly BurstNode[], search: string, state: string): readonly BurstNode[] {
  const wanted = search.trim().toLowerCase();
  return nodes.filter((n) => {
    if (state && n.state !== state) return false;
    const texts = [n.node.name, n.location.name, n.instance?.id, n.instance?.name, n.instance?.address, n.instance?.publicAddress];
    return wanted === "" || texts.some((t) => t?.toLowerCase().includes(wanted));
  });
}
