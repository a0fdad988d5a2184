import { expect, test } from "vitest";
import { inStageOrder, roster } from "./people";
import { emptyMeeting, toPerson, type Person } from "./state";

const person = (id: string, more: Partial<Person> = {}): Person => ({
  ...toPerson({ uuid: id, display_name: id, role: "guest", has_media: true }),
  ...more,
});

test("oneself, raised hands in order, hosts, then names", () => {
  const people = [
    person("zoe", { role: "host" }),
    person("bob"),
    person("amy"),
    person("late", { handSince: 9 }),
    person("early", { handSince: 2 }),
    person("me"),
  ];
  expect(roster(people, "me").present.map((p) => p.id)).toEqual(["me", "early", "late", "zoe", "amy", "bob"]);
});

test("who waits stands apart, longest first", () => {
  const people = [person("b", { waiting: true, joinedAt: 9 }), person("a", { waiting: true, joinedAt: 3 }), person("c")];
  const { waiting, present } = roster(people, "me");
  expect(waiting.map((p) => p.id)).toEqual(["a", "b"]);
  expect(present.map((p) => p.id)).toEqual(["c"]);
});

test("the stage's order first, then arrival; without media nobody is on it", () => {
  const people = [
    person("old", { joinedAt: 1 }),
    person("new", { joinedAt: 2 }),
    person("loud", { joinedAt: 3 }),
    person("app", { hasMedia: false }),
    person("parked", { waiting: true }),
  ];
  const state = { ...emptyMeeting("me", true, true), people: new Map(people.map((p) => [p.id, p])), stage: [{ id: "loud", voice: 9 }] };
  expect(inStageOrder(state).map((p) => p.id)).toEqual(["loud", "old", "new"]);
});
