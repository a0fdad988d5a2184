import type { LiveNode } from "./state";

/** How much of these nodes' capacity is in use. */
export function usage(nodes: readonly LiveNode[]): { used: number; max: number; percent: number } {
  const max = nodes.reduce((sum, n) => sum + n.maxHd, 0);
  const used = nodes.reduce((sum, n) => sum + (n.load?.usedHd ?? 0), 0);
  return { used, max, percent: max > 0 ? Math.round((used / max) * 100) : 0 };
}
