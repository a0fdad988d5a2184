import { hierarchy, pack } from "d3-hierarchy";
import type { LiveConference, LiveLocation, LiveNode, LiveState } from "./state";

/** A circle of the map, in its coordinates. */
export interface Circle<T> {
  x: number;
  y: number;
  r: number;
  item: T;
}

export interface MapLayout {
  locations: Circle<LiveLocation>[];
  nodes: Circle<LiveNode>[];
  conferences: Circle<LiveConference>[];
}

type Item = { kind: "root" } | { kind: "location"; location: LiveLocation } | { kind: "node"; node: LiveNode } | { kind: "conference"; conference: LiveConference } | { kind: "free" };
interface Tree {
  item: Item;
  size?: number;
  children?: Tree[];
}

/**
 * Packs conferences into the node that carries them and nodes into their
 * location. A node's area grows with its capacity, a conference's with its
 * participants.
 */
export function layout(state: LiveState, width: number, height: number): MapLayout {
  const result: MapLayout = { locations: [], nodes: [], conferences: [] };
  const locations = [...state.locations.values()].toSorted((a, b) => a.name.localeCompare(b.name));
  if (locations.length === 0) return result;
  const carried = byNode(state);
  const tree: Tree = {
    item: { kind: "root" },
    children: locations.map((location) => ({
      item: { kind: "location", location },
      children: nodesOf(state, location.id).map((node) => nodeTree(node, carried.get(node.id) ?? [])),
    })),
  };
  for (const location of tree.children ?? []) {
    if (location.children?.length === 0) location.children = [{ item: { kind: "free" }, size: 4 }];
  }
  const root = pack<Tree>()
    .size([width, height])
    .padding((d) => (d.depth === 0 ? 18 : d.depth === 1 ? 14 : 3))(hierarchy(tree).sum((d) => d.size ?? 0));
  for (const { x, y, r, data } of root.descendants()) {
    const { item } = data;
    if (item.kind === "location") result.locations.push({ x, y, r, item: item.location });
    if (item.kind === "node") result.nodes.push({ x, y, r, item: item.node });
    if (item.kind === "conference") result.conferences.push({ x, y, r, item: item.conference });
  }
  return result;
}

function nodesOf(state: LiveState, locationId: string): LiveNode[] {
  return [...state.nodes.values()].filter((n) => n.locationId === locationId).toSorted((a, b) => a.name.localeCompare(b.name));
}

/** What is not used by conferences keeps a node's size steady. */
function nodeTree(node: LiveNode, conferences: LiveConference[]): Tree {
  const sizes = conferences.map((c) => 0.6 + c.participants.length);
  const used = sizes.reduce((sum, s) => sum + s, 0);
  const capacity = Math.max(6, node.maxHd);
  const children: Tree[] = conferences.map((conference, i) => ({ item: { kind: "conference", conference }, size: sizes[i] ?? 1 }));
  return { item: { kind: "node", node }, children: [...children, { item: { kind: "free" }, size: Math.max(capacity * 0.4, capacity - used) }] };
}

function byNode(state: LiveState): Map<string, LiveConference[]> {
  const carried = new Map<string, LiveConference[]>();
  for (const conference of state.conferences.values()) {
    const id = conference.nodeIds[0] ?? "";
    carried.set(id, [...(carried.get(id) ?? []), conference]);
  }
  return carried;
}
