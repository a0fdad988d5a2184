import { expect, test } from "vitest";
import { apply, type LiveState, type LiveViewMessage } from "./state";
import { backplaneSummary, backplaneWords, whereOf } from "./words";

const snapshot = (position: string): LiveViewMessage => ({
  __typename: "LiveViewSnapshot", alarms: { error: 0, warning: 0 }, rejectedCalls: [],
  position,
  reason: "INITIAL",
  locations: [{ id: "l1", name: "Amsterdam" }],
  nodes: [node("n1")],
  conferences: [],
});

const delta = (previousPosition: string, position: string, change: Partial<Extract<LiveViewMessage, { __typename: "LiveViewDelta" }>>): LiveViewMessage => ({
  __typename: "LiveViewDelta", alarms: { error: 0, warning: 0 }, rejectedCalls: [],
  previousPosition,
  position,
  locations: [],
  nodes: [],
  conferences: [],
  removed: [],
  loads: [],
  backplaneLoads: [],
  ...change,
});

function node(id: string) {
  return { id, name: id, locationId: "l1", address: "127.0.0.1", role: "TRANSCODING" as const, state: "ONLINE" as const, maintenance: false, maxHd: 10, version: "1", load: null };
}

function conference(id: string, home: string, participants: number) {
  const people = Array.from({ length: participants }, (_, i) => ({ id: `${id}-${i}`, displayName: `P${i}`, role: "HOST" as const, protocol: "webrtc", nodeId: home, mediaNodeId: home, edgeNodeId: null, placementStep: null, joinedAt: "2026-01-01T00:00:00Z", waiting: false, muted: false, presenting: false, hasMedia: true }));
  return { id, serviceId: "s", name: id, tag: "", startedAt: "2026-01-01T00:00:00Z", locked: false, guestsMuted: false, homeNodeId: home, nodeIds: [home], mediaNodeIds: [home], backplanes: [], participants: people };
}

function state(message: LiveViewMessage, from: LiveState | null = null): LiveState {
  const result = apply(from, message);
  if (result.kind !== "state") throw new Error(`expected a state, got ${result.kind}`);
  return result.state;
}

test("a snapshot replaces everything", () => {
  const s = state(snapshot("7"));
  expect(s.position).toBe(7n);
  expect([...s.nodes.values()].map((n) => n.id)).toEqual(["n1"]);
  expect(s.housed.get("l1")?.items.map((n) => n.id)).toEqual(["n1"]);
});

test("a delta before any snapshot is a gap", () => {
  expect(apply(null, delta("1", "2", {})).kind).toBe("gap");
});

test("a delta that begins after our position is a gap", () => {
  expect(apply(state(snapshot("7")), delta("8", "9", {})).kind).toBe("gap");
});

test("an overlapping delta applies, an old one does not", () => {
  const s = state(snapshot("7"));
  expect(state(delta("5", "9", { nodes: [node("n2")] }), s).nodes.size).toBe(2);
  expect(apply(s, delta("5", "6", { nodes: [node("n2")] })).kind).toBe("same");
});

test("what is removed is gone, and what did not change keeps its identity", () => {
  const s = state(snapshot("7"));
  const next = state(delta("7", "8", { removed: ["n1"] }), s);
  expect(next.nodes.size).toBe(0);
  expect(next.locations).toBe(s.locations);
});

test("loads change a node at the same position", () => {
  const s = state(snapshot("7"));
  const load = { nodeId: "n1", mediaLoad: 50, usedHd: 5, reportedAt: "2026-01-01T00:00:00Z" };
  expect(state(delta("7", "7", { loads: [load] }), s).nodes.get("n1")?.load).toEqual(load);
});

test("loads of a delta that is folded already are taken, its other content is not", () => {
  const s = state(snapshot("7"));
  const load = { nodeId: "n1", mediaLoad: 50, usedHd: 5, reportedAt: "2026-01-01T00:00:00Z" };
  const next = state(delta("3", "5", { loads: [load], removed: ["n1"], nodes: [node("n0")] }), s);
  expect(next.nodes.get("n1")?.load).toEqual(load);
  expect(next.housed.get("l1")?.items[0]?.load).toEqual(load);
  expect(next.nodes.size).toBe(1);
  expect(next.position, "never goes back").toBe(7n);
});

test("a load of an unknown node is passed over", () => {
  const s = state(snapshot("7"));
  const load = { nodeId: "n9", mediaLoad: 50, usedHd: 5, reportedAt: "2026-01-01T00:00:00Z" };
  expect(state(delta("7", "7", { loads: [load] }), s)).toBe(s);
});

test("a bookmark ahead of us shows a gap and never moves us", () => {
  const s = state(snapshot("7"));
  const bookmark = (position: string): LiveViewMessage => ({ __typename: "LiveViewBookmark", position, serverTime: "2026-01-01T00:00:00Z" });
  expect(apply(s, bookmark("8")).kind).toBe("gap");
  expect(apply(s, bookmark("7")).kind).toBe("same");
  expect(apply(s, bookmark("6")).kind).toBe("same");
  expect(apply(null, bookmark("7")).kind).toBe("gap");
});

test("a conference that moves leaves the node it was on, and participants are counted", () => {
  let s = state(snapshot("7"));
  s = state(delta("7", "8", { nodes: [node("n2")], conferences: [conference("c1", "n1", 3), conference("c2", "n1", 2)] }), s);
  expect(s.participants).toBe(5);
  const before = s.carried.get("n1");
  s = state(delta("8", "9", { conferences: [conference("c2", "n2", 4)] }), s);
  expect(s.carried.get("n1")?.items.map((c) => c.id)).toEqual(["c1"]);
  expect(s.carried.get("n2")?.items.map((c) => c.id)).toEqual(["c2"]);
  expect(s.carried.get("n1")).not.toBe(before);
  expect(s.participants).toBe(7);
  s = state(delta("9", "10", { removed: ["c1", "c2"] }), s);
  expect([s.participants, s.carried.size, s.conferences.size]).toEqual([0, 0, 0]);
});

test("what is removed and made again in one delta is there", () => {
  let s = state(delta("7", "8", { conferences: [conference("c1", "n1", 3)] }), state(snapshot("7")));
  s = state(delta("8", "9", { removed: ["c1"], conferences: [conference("c1", "n1", 1)] }), s);
  expect(s.participants).toBe(1);
  expect(s.conferences.get("c1")?.participants).toHaveLength(1);
});

test("a delta touches the groups it concerns and no others, however many there are", () => {
  const nodes = Array.from({ length: 500 }, (_, i) => ({ ...node(`n${i}`), locationId: `l${i % 50}` }));
  const conferences = Array.from({ length: 5000 }, (_, i) => conference(`c${i}`, `n${i % 500}`, 2));
  let s = state({ __typename: "LiveViewSnapshot", alarms: { error: 0, warning: 0 }, rejectedCalls: [], position: "0", reason: "INITIAL", locations: [], nodes, conferences });
  let changedGroups = 0;
  let changedOthers = 0;
  for (let i = 0; i < 3000; i++) {
    const old = s;
    const n = (i * 7) % 500;
    s = state(delta(String(i), String(i + 1), { conferences: [conference(`c${n}`, `n${n}`, 1 + (i % 9))] }), s);
    if (s.housed !== old.housed || s.nodes !== old.nodes) changedOthers++;
    for (const group of [n, (n + 1) % 500, (n + 250) % 500]) if (s.carried.get(`n${group}`) !== old.carried.get(`n${group}`)) changedGroups++;
  }
  expect([changedGroups, changedOthers]).toEqual([3000, 0]);
  expect(s.participants).toBe([...s.conferences.values()].reduce((sum, c) => sum + c.participants.length, 0));
  expect([...s.carried.values()].reduce((sum, g) => sum + g.items.length, 0)).toBe(5000);
});

test("positions are compared as numbers, not as text", () => {
  const s = state(snapshot("9"));
  expect(state(delta("9", "10", { nodes: [node("n2")] }), s).position).toBe(10n);
});

test("qualities change the backplanes of their conference, whatever the position", () => {
  const load = (backplaneId: string, lossPercent: number) => ({ backplaneId, conferenceId: "c1", quality: "BAD" as const, lossPercent, bitrate: "1000", rttMs: 3 });
  const plane = { id: "b1", kind: "GEO" as const, nodeIds: ["n1", "n2"], since: "2026-01-01T00:00:00Z", load: null };
  const c = { ...conference("c1", "n1", 1), backplanes: [plane, { ...plane, id: "b2" }] };
  const s = state(delta("7", "8", { nodes: [node("n2")], conferences: [c] }), state(snapshot("7")));
  const after = state(delta("8", "8", { backplaneLoads: [load("b2", 4), load("gone", 1), { ...load("b1", 2), conferenceId: "gone" }] }), s);
  expect(after.position).toBe(8n);
  expect(after.conferences.get("c1")?.backplanes.map((b) => b.load?.lossPercent)).toEqual([undefined, 4]);
  expect(after.carried.get("n1")?.items[0]).toBe(after.conferences.get("c1"));
  expect(after.conferences.get("c1")?.backplanes.map((b) => backplaneWords(after, b))).toEqual([
    "n1 – n2, between locations: no report yet",
    "n1 – n2, between locations: bad, 4 % lost, 1 kbit/s, 3 ms",
  ]);
  expect(backplaneSummary(after.conferences.get("c1")?.backplanes ?? [])).toBe("1 bad, 1 not known");
});

test("a conference is shown at its home, and moves with it", () => {
  const c = { ...conference("c1", "n2", 1), nodeIds: ["n1", "n2"] };
  const s = state(delta("7", "8", { nodes: [node("n2")], conferences: [c] }), state(snapshot("7")));
  expect(s.carried.get("n2")?.items.map((x) => x.id)).toEqual(["c1"]);
  const after = state(delta("8", "9", { conferences: [{ ...c, homeNodeId: "n1" }] }), s);
  expect([after.carried.get("n1")?.items.length, after.carried.get("n2")]).toEqual([1, undefined]);
  const moved = c.participants.map((p) => ({ ...p, nodeId: "n1", mediaNodeId: "n2", edgeNodeId: "n1", placementStep: "OVERFLOW1" as const }));
  expect(moved.map((p) => whereOf(after, p))).toEqual(["Signalling on n1, media on n2, by way of n1, overflow"]);
});
