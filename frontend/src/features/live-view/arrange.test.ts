import { expect, test } from "vitest";
import { arrange, packConferences } from "./arrange";
import { apply, type LiveConference, type LiveState } from "./state";

function deployment(locations: number, nodesEach: number): LiveState {
  const nodes = Array.from({ length: locations * nodesEach }, (_, i) => ({ id: `n${i}`, name: `node-${i}`, locationId: `l${i % locations}`, address: "", role: "TRANSCODING" as const, state: "ONLINE" as const, maintenance: false, maxHd: 10 + (i % 5) * 10, version: "1", load: null }));
  const list = Array.from({ length: locations }, (_, i) => ({ id: `l${i}`, name: `location-${i}` }));
  const applied = apply(null, { __typename: "LiveViewSnapshot", alarms: { error: 0, warning: 0 }, rejectedCalls: [], position: "1", reason: "INITIAL", locations: list, nodes, conferences: [] });
  if (applied.kind !== "state") throw new Error(applied.kind);
  return applied.state;
}

function conference(id: string, participants: number): LiveConference {
  const people = Array.from({ length: participants }, (_, i) => ({ id: `${id}-${i}`, displayName: "P", role: "HOST" as const, protocol: "webrtc", nodeId: "n0", mediaNodeId: null, edgeNodeId: null, placementStep: null, joinedAt: "", waiting: false, muted: false, presenting: false, hasMedia: true }));
  return { id, serviceId: "s", name: id, tag: "", startedAt: "", locked: false, guestsMuted: false, homeNodeId: "n0", nodeIds: ["n0"], mediaNodeIds: [], backplanes: [], participants: people };
}

test.each([
  [1, 1, 900, 600],
  [2, 1, 500, 560],
  [7, 3, 1400, 900],
  [3, 40, 400, 500],
  [100, 10, 1000, 700],
])("%i locations of %i nodes fit into %i by %i without covering each other", (locations, nodes, width, height) => {
  const { areas, places } = arrange(deployment(locations, nodes), width, height);
  expect([areas.length, places.length]).toEqual([locations, locations * nodes]);
  const room = new Map(areas.map((a) => [a.location.id, a]));
  for (const p of places) {
    const a = room.get(p.node.locationId);
    if (!a) throw new Error("a node without its area");
    expect(p.r).toBeGreaterThan(0);
    expect(p.x - p.r).toBeGreaterThanOrEqual(a.x - 0.01);
    expect(p.x + p.r).toBeLessThanOrEqual(a.x + a.width + 0.01);
    expect(p.y - p.r).toBeGreaterThanOrEqual(a.y + a.header - 0.01);
    expect(p.y + p.r).toBeLessThanOrEqual(a.y + a.height + 0.01);
  }
  expect(closest(places)).toBeGreaterThanOrEqual(-0.01);
});

test("the bubbles of a node stay within it and apart, and grow with their participants", () => {
  for (const count of [1, 2, 5, 40, 300]) {
    const bubbles = packConferences(Array.from({ length: count }, (_, i) => conference(`c${i}`, 1 + ((i * 7) % 12))));
    for (const b of bubbles) expect(Math.hypot(b.x, b.y) + b.r).toBeLessThanOrEqual(1);
    expect(closest(bubbles)).toBeGreaterThan(0);
  }
  const [small, large] = packConferences([conference("a", 2), conference("b", 8)]);
  expect((large?.r ?? 0) / (small?.r ?? 1)).toBeCloseTo(2);
});

test("a newcomer does not resize those who are there while there is room", () => {
  const before = packConferences([conference("a", 3), conference("b", 2)]);
  const after = packConferences([conference("a", 3), conference("b", 2), conference("c", 1)]);
  expect(after.slice(0, 2).map((b) => b.r)).toEqual(before.map((b) => b.r));
});

/** The smallest distance between the rims of two circles. */
function closest(circles: { x: number; y: number; r: number }[]): number {
  let least = Infinity;
  circles.forEach((a, i) => {
    for (const b of circles.slice(i + 1)) least = Math.min(least, Math.hypot(a.x - b.x, a.y - b.y) - a.r - b.r);
  });
  return least;
}
