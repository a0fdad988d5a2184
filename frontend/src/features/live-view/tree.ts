import type { Selection } from "./selection";
import { type LiveConference, type LiveLocation, type LiveNode, type LiveParticipant, type LiveState } from "./state";

/** A visible row of the list beside the map. */
export type Row = {
  /** Names the row among all. */
  key: string;
  level: number;
  /** Null: has nothing below it. */
  expanded: boolean | null;
  parent: string | null;
  /** What choosing the row chooses. */
  selection: Selection;
} & ({ kind: "location"; location: LiveLocation } | { kind: "node"; node: LiveNode } | { kind: "conference"; conference: LiveConference } | { kind: "participant"; participant: LiveParticipant });

export interface View {
  /** The rows that the reader opened or closed. */
  opened: ReadonlyMap<string, boolean>;
  /** Whether conferences show their participants when nothing else was said. */
  roomy: boolean;
  /** What is searched for, in lower case; empty: nothing. */
  words: string;
  /** Identifiers that match or hold what matches; null: nothing is searched. */
  lit: ReadonlySet<string> | null;
}

/** The rows that show, from top to bottom. */
export function rows(state: LiveState, view: View): Row[] {
  const list: Row[] = [];
  const open = (key: string, otherwise: boolean) => view.opened.get(key) ?? (view.lit !== null || otherwise);
  const shown = (id: string) => view.lit === null || view.lit.has(id);
  for (const location of [...state.locations.values()].toSorted(byName)) {
    if (!shown(location.id)) continue;
    const nodes = (state.housed.get(location.id)?.items ?? []).filter((n) => shown(n.id));
    const key = `location:${location.id}`;
    const expanded = nodes.length > 0 ? open(key, true) : null;
    list.push({ kind: "location", key, level: 1, expanded, parent: null, selection: { kind: "location", id: location.id }, location });
    if (expanded) for (const node of nodes) addNode(node, key);
  }
  return list;

  function addNode(node: LiveNode, parent: string): void {
    const conferences = (state.carried.get(node.id)?.items ?? []).filter((c) => shown(c.id));
    const key = `node:${node.id}`;
    const expanded = conferences.length > 0 ? open(key, true) : null;
    list.push({ kind: "node", key, level: 2, expanded, parent, selection: { kind: "node", id: node.id }, node });
    if (expanded) for (const conference of conferences.toSorted(byName)) addConference(conference, key);
  }

  function addConference(conference: LiveConference, parent: string): void {
    const key = `conference:${conference.id}`;
    const participants = conference.participants;
    const expanded = participants.length > 0 ? open(key, view.roomy) : null;
    const selection: Selection = { kind: "conference", id: conference.id };
    list.push({ kind: "conference", key, level: 3, expanded, parent, selection, conference });
    if (!expanded) return;
    for (const participant of participants) list.push({ kind: "participant", key: `${key}/${participant.id}`, level: 4, expanded: null, parent: key, selection, participant });
  }
}

function byName(a: { name: string; id: string }, b: { name: string; id: string }): number {
  return a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1);
}

/** What a key does in the list. */
export type Step = { kind: "go"; index: number } | { kind: "open" | "close"; key: string } | null;

/** Reads a key as the ARIA pattern of tree grids has it. */
export function step(list: readonly Row[], at: number, key: string): Step {
  const row = list[at];
  if (!row) return null;
  const go = (index: number): Step => (index >= 0 && index < list.length && index !== at ? { kind: "go", index } : null);
  switch (key) {
    case "ArrowDown":
      return go(at + 1);
    case "ArrowUp":
      return go(at - 1);
    case "PageDown":
      return go(Math.min(list.length - 1, at + 10));
    case "PageUp":
      return go(Math.max(0, at - 10));
    case "Home":
      return go(0);
    case "End":
      return go(list.length - 1);
    case "ArrowRight":
      if (row.expanded === false) return { kind: "open", key: row.key };
      return row.expanded ? go(at + 1) : null;
    case "ArrowLeft":
      if (row.expanded) return { kind: "close", key: row.key };
      return go(list.findIndex((r) => r.key === row.parent));
    default:
      return null;
  }
}
