import { homeOf, type LiveConference, type LiveState } from "./state";

/** What is pointed at or chosen. */
export interface Selection {
  kind: "location" | "node" | "conference";
  id: string;
}

export function sameSelection(a: Selection | null, b: Selection | null): boolean {
  return a === b || (a !== null && b !== null && a.kind === b.kind && a.id === b.id);
}

/** Whether it is still there. */
export function exists(state: LiveState, { kind, id }: Selection): boolean {
  return { location: state.locations, node: state.nodes, conference: state.conferences }[kind].has(id);
}

/**
 * What lights up while something is pointed at: itself, what a location or
 * node holds, the conferences whose media a node carries, the nodes that carry
 * a conference, and the locations around all of these.
 */
export function related(state: LiveState, { kind, id }: Selection): ReadonlySet<string> {
  const lit = new Set([id]);
  const nodes = kind === "node" ? [id] : kind === "location" ? (state.housed.get(id)?.items.map((n) => n.id) ?? []) : [];
  if (nodes.length > 0) {
    const carriers = new Set(nodes);
    for (const c of state.conferences.values()) if (c.nodeIds.some((n) => carriers.has(n))) lit.add(c.id);
  }
  if (kind === "conference") nodes.push(...(state.conferences.get(id)?.nodeIds ?? []));
  for (const node of nodes) light(state, lit, node);
  return lit;
}

/** What lights up while one searches: what matches, and what it lies in. */
export function matching(state: LiveState, words: string): ReadonlySet<string> {
  const lit = new Set<string>();
  const found = (text: string) => text.toLowerCase().includes(words);
  for (const location of state.locations.values()) if (found(location.name)) lit.add(location.id);
  for (const node of state.nodes.values()) if (found(node.name) || found(node.address)) light(state, lit, node.id);
  for (const conference of state.conferences.values()) {
    if (!matchesConference(conference, words)) continue;
    lit.add(conference.id);
    light(state, lit, homeOf(conference));
  }
  return lit;
}

export function matchesConference(conference: LiveConference, words: string): boolean {
  const found = (text: string) => text.toLowerCase().includes(words);
  return found(conference.name) || found(conference.tag) || conference.participants.some((p) => found(p.displayName));
}

function light(state: LiveState, lit: Set<string>, nodeId: string): void {
  const node = state.nodes.get(nodeId);
  if (!node) return;
  lit.add(nodeId);
  lit.add(node.locationId);
}
