import { expect, test } from "vitest";
import { apply, type LiveState, type LiveViewMessage } from "./state";

const snapshot = (position: string): LiveViewMessage => ({
  __typename: "LiveViewSnapshot",
  position,
  reason: "INITIAL",
  locations: [{ id: "l1", name: "Amsterdam" }],
  nodes: [node("n1")],
  conferences: [],
});

const delta = (previousPosition: string, position: string, change: Partial<Extract<LiveViewMessage, { __typename: "LiveViewDelta" }>>): LiveViewMessage => ({
  __typename: "LiveViewDelta",
  previousPosition,
  position,
  locations: [],
  nodes: [],
  conferences: [],
  removed: [],
  loads: [],
  ...change,
});

function node(id: string) {
  return { id, name: id, locationId: "l1", address: "127.0.0.1", role: "TRANSCODING" as const, state: "ONLINE" as const, maintenance: false, maxHd: 10, version: "1", load: null };
}

function state(message: LiveViewMessage, from: LiveState | null = null): LiveState {
  const result = apply(from, message);
  if (result.kind !== "state") throw new Error(`expected a state, got ${result.kind}`);
  return result.state;
}

test("a snapshot replaces everything", () => {
  const s = state(snapshot("7"));
  expect(s.position).toBe(7n);
  expect([...s.nodes.keys()]).toEqual(["n1"]);
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

test("positions are compared as numbers, not as text", () => {
  const s = state(snapshot("9"));
  expect(state(delta("9", "10", { nodes: [node("n2")] }), s).position).toBe(10n);
});
