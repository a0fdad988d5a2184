import { expect, test } from "vitest";
import { matching, related } from "./selection";
import { apply, type LiveState } from "./state";
import { type Row, rows, step } from "./tree";

const person = (displayName: string) => ({ id: displayName, displayName, role: "HOST" as const, protocol: "webrtc", nodeId: "n1", mediaNodeId: "n1", edgeNodeId: null, placementStep: null, joinedAt: "", waiting: false, muted: false, presenting: false, hasMedia: true });
const node = (id: string, name: string, locationId: string) => ({ id, name, locationId, address: "10.0.0.1", role: "TRANSCODING" as const, state: "ONLINE" as const, maintenance: false, maxHd: 10, version: "1", load: null });
const conference = (id: string, name: string, nodeIds: string[], names: string[]) => ({ id, serviceId: "s", name, tag: "", startedAt: id, locked: false, guestsMuted: false, homeNodeId: nodeIds[0] ?? "", nodeIds, mediaNodeIds: nodeIds, backplanes: [], participants: names.map(person) });

const state: LiveState = (() => {
  const applied = apply(null, {
    __typename: "LiveViewSnapshot", alarms: { error: 0, warning: 0 }, rejectedCalls: [],
    position: "1",
    reason: "INITIAL",
    locations: [{ id: "l2", name: "Berlin" }, { id: "l1", name: "Amsterdam" }],
    nodes: [node("n1", "ams-1", "l1"), node("n2", "ber-1", "l2")],
    conferences: [conference("c1", "Team", ["n1", "n2"], ["Ada", "Ben"]), conference("c2", "Board", ["n1"], [])],
  });
  if (applied.kind !== "state") throw new Error(applied.kind);
  return applied.state;
})();

const all = { opened: new Map<string, boolean>(), roomy: true, words: "", lit: null };
const keys = (list: readonly Row[]) => list.map((r) => r.key);

test("rows stand in the order of names, each below what holds it", () => {
  expect(keys(rows(state, all))).toEqual(["location:l1", "node:n1", "conference:c2", "conference:c1", "conference:c1/Ada", "conference:c1/Ben", "location:l2", "node:n2"]);
  expect(rows(state, all).map((r) => r.expanded)).toEqual([true, true, null, true, null, null, true, null]);
});

test("what is closed hides what it holds", () => {
  expect(keys(rows(state, { ...all, opened: new Map([["location:l1", false]]) }))).toEqual(["location:l1", "location:l2", "node:n2"]);
  expect(keys(rows(state, { ...all, roomy: false }))).not.toContain("conference:c1/Ada");
});

test("a search shows what matches and what it lies in", () => {
  const lit = matching(state, "ada");
  expect(keys(rows(state, { ...all, roomy: false, words: "ada", lit }))).toEqual(["location:l1", "node:n1", "conference:c1", "conference:c1/Ada", "conference:c1/Ben"]);
  expect(matching(state, "nobody").size).toBe(0);
});

test("pointing lights up both ways", () => {
  expect(related(state, { kind: "conference", id: "c1" })).toEqual(new Set(["c1", "n1", "n2", "l1", "l2"]));
  expect(related(state, { kind: "node", id: "n2" })).toEqual(new Set(["n2", "l2", "c1"]));
  expect(related(state, { kind: "location", id: "l1" })).toEqual(new Set(["l1", "n1", "c1", "c2"]));
});

test("keys walk, open and close as in a tree grid", () => {
  const list = rows(state, all);
  expect(step(list, 0, "ArrowDown")).toEqual({ kind: "go", index: 1 });
  expect(step(list, 0, "ArrowUp")).toBeNull();
  expect(step(list, 0, "ArrowLeft")).toEqual({ kind: "close", key: "location:l1" });
  expect(step(list, 4, "ArrowLeft")).toEqual({ kind: "go", index: 3 });
  expect(step(list, 3, "ArrowRight")).toEqual({ kind: "go", index: 4 });
  expect(step(list, 7, "ArrowRight")).toBeNull();
  expect(step(list, 2, "End")).toEqual({ kind: "go", index: 7 });
  expect(step(list, 7, "Home")).toEqual({ kind: "go", index: 0 });
  const closed = rows(state, { ...all, roomy: false });
  expect(step(closed, 3, "ArrowRight")).toEqual({ kind: "open", key: "conference:c1" });
});
