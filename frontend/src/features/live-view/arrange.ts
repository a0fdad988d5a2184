import { hierarchy, packEnclose, packSiblings, treemap, treemapSquarify } from "d3-hierarchy";
import type { LiveConference, LiveLocation, LiveNode, LiveState } from "./state";

/** Where a location's area lies, in pixels of the map. */
export interface Area {
  location: LiveLocation;
  x: number;
  y: number;
  width: number;
  height: number;
  /** Height of the line with its name; 0: there is no room for one. */
  header: number;
}

/** Where a node lies. The name stands below its circle. */
export interface Place {
  node: LiveNode;
  x: number;
  y: number;
  r: number;
  /** Width for the name; 0: there is no room for one. */
  label: number;
}

export interface Arrangement {
  areas: Area[];
  places: Place[];
}

const gap = 10;
const headerHeight = 36;
const labelHeight = 36;
const largest = 150;

/**
 * Divides the map among the locations by their nodes and sets the nodes of each
 * into a grid. Depends on what is configured, not on what goes on, so nothing
 * moves while people come and go.
 */
export function arrange(state: LiveState, width: number, height: number): Arrangement {
  const areas = divide(state, width, height);
  const grids = areas.map((area) => ({ area, nodes: state.housed.get(area.location.id)?.items ?? [] }));
  // Nearly one scale for all, so that circles can be compared between locations.
  const cell = 1.6 * Math.min(...grids.filter((g) => g.nodes.length > 0).map((g) => grid(g.area, g.nodes.length).size));
  const capacities = [...state.nodes.values()].map((n) => n.maxHd);
  const most = Math.max(1, ...capacities);
  const places = grids.flatMap(({ area, nodes }) => setOut(area, nodes, cell, most));
  return { areas, places };
}

interface Leaf {
  location?: LiveLocation;
  weight?: number;
  children?: Leaf[];
}

function divide(state: LiveState, width: number, height: number): Area[] {
  const weight = (l: LiveLocation) => Math.max(1, state.housed.get(l.id)?.items.length ?? 0);
  const children = [...state.locations.values()]
    .map((location) => ({ location, weight: weight(location) }))
    .toSorted((a, b) => b.weight - a.weight || a.location.name.localeCompare(b.location.name));
  if (children.length === 0 || width <= 0 || height <= 0) return [];
  const root = hierarchy<Leaf>({ children }).sum((d) => d.weight ?? 0);
  const laid = treemap<Leaf>()
    .tile(treemapSquarify.ratio(1.2))
    .size([width, height])
    .paddingInner(children.length > 30 ? gap / 2 : gap)(root);
  return laid.leaves().flatMap(({ data, x0, y0, x1, y1 }) => {
    const [w, h] = [x1 - x0, y1 - y0];
    const header = w >= 84 && h >= 84 ? headerHeight : 0;
    return data.location ? [{ location: data.location, x: x0, y: y0, width: w, height: h, header }] : [];
  });
}

/** The number of columns that gives the largest cells. */
function grid(area: Area, count: number): { columns: number; size: number; rows: number } {
  const [w, h] = [area.width - gap, area.height - area.header - gap];
  let best = { columns: 1, rows: count, size: 0 };
  for (let columns = 1; columns <= count; columns++) {
    const rows = Math.ceil(count / columns);
    const free = h / rows;
    const size = Math.max(2, Math.min(w / columns, free >= 96 ? free - labelHeight : free));
    if (size > best.size) best = { columns, rows, size };
  }
  return best;
}

function setOut(area: Area, nodes: readonly LiveNode[], cell: number, most: number): Place[] {
  const { columns, rows, size: own } = grid(area, nodes.length);
  const size = Math.min(own, cell);
  const [w, h] = [area.width / columns, (area.height - area.header) / rows];
  const named = h - own >= labelHeight - 2 && w >= 56;
  const last = nodes.length - columns * (rows - 1);
  return nodes.map((node, i) => {
    const row = Math.floor(i / columns);
    // A last row that is not full stands in the middle.
    const shift = row === rows - 1 ? ((columns - last) * w) / 2 : 0;
    const middle = area.y + area.header + (row + 0.5) * h;
    return {
      node,
      x: area.x + shift + ((i % columns) + 0.5) * w,
      y: named ? middle - labelHeight / 2 - 2 : middle,
      r: Math.min(largest, (size / 2) * 0.92 * radiusShare(node, most)),
      label: named ? w - 8 : 0,
    };
  });
}

/** A node's area grows with its capacity; the smallest must still be seen. */
function radiusShare(node: LiveNode, most: number): number {
  return node.maxHd > 0 ? Math.max(0.5, Math.sqrt(node.maxHd / most)) : 0.6;
}

/** A conference within its node, whose radius is 1. */
export interface Bubble {
  conference: LiveConference;
  x: number;
  y: number;
  r: number;
}

/** The radius for one participant while there is room. */
const unit = 0.3;
const room = 0.88;

/**
 * Packs the conferences of one node. Their areas grow with their participants.
 * When room gets scarce all shrink by a step, so that they seldom change size.
 */
export function packConferences(conferences: readonly LiveConference[]): Bubble[] {
  if (conferences.length === 0) return [];
  const circles = conferences.map((conference) => ({ conference, x: 0, y: 0, r: Math.sqrt(Math.max(1, conference.participants.length)) + 0.12 }));
  packSiblings(circles);
  const around = packEnclose(circles);
  const steps = Math.max(0, Math.ceil(2 * Math.log2((unit * around.r) / room)));
  const scale = unit / Math.SQRT2 ** steps;
  return circles.map(({ conference, x, y, r }) => ({ conference, x: (x - around.x) * scale, y: (y - around.y) * scale, r: (r - 0.12) * scale }));
}
