import { expect, test } from "vitest";
import { compare, hides, type Labels, type Secret } from "./compare";

test("only what differs is named, by label, in readable values", () => {
  const names: Record<string, string> = { a: "Amsterdam", b: "Berlin" };
  const labels = { name: "Name", on: "Chat", aliases: "Aliases", place: { label: "Location", show: (id: string) => names[id] ?? "?" } };
  const mine = { name: "x", on: true, aliases: [{ alias: "team", description: "" }], place: "a", pin: "1" };
  const theirs = { name: "x", on: false, aliases: [{ alias: "team", description: "old" }], place: "b", pin: "2" };
  expect(compare(mine, theirs, labels)).toEqual([
    { label: "Chat", mine: "on", theirs: "off" },
    { label: "Aliases", mine: "team", theirs: "team – old" },
    { label: "Location", mine: "Amsterdam", theirs: "Berlin" },
  ]);
});

const none: Secret = { isSaved: false, isTyped: false };
const saved: Secret = { isSaved: true, isTyped: false };

test.each([
  ["nobody has one", none, none, null],
  ["one stays", saved, saved, null],
  ["mine is new", { ...none, isTyped: true }, none, ["a new one", "none"]],
  ["mine is another", { ...saved, isTyped: true }, saved, ["a new one", "one is set"]],
  ["mine is removed", { ...saved, isCleared: true }, saved, ["removed", "one is set"]],
  ["both are removed", { ...saved, isCleared: true }, none, null],
  ["what was typed before it was removed does not count", { isSaved: true, isTyped: true, isCleared: true }, none, null],
  ["somebody else set one", none, saved, ["as saved", "one is set"]],
  ["somebody else removed it", saved, none, ["as saved", "none"]],
] as const)("secrets: %s", (_, mine, theirs, words) => {
  const labels: Labels<{ pin: Secret }> = { pin: { label: "PIN", secret: (all) => all.pin } };
  expect(compare({ pin: mine }, { pin: theirs }, labels)).toEqual(words ? [{ label: "PIN", mine: words[0], theirs: words[1] }] : []);
});

test("a secret that is saved hides what became of it", () => {
  const labels: Labels<{ pin: Secret; relays: string[]; name: string }> = {
    name: "Name",
    pin: { label: "PIN", secret: (all) => all.pin },
    relays: { label: "Relays", show: (v) => v.join(", "), hides: (v) => v.length > 0 },
  };
  const values = { pin: none, relays: [], name: "x" };
  expect(hides(values, labels)).toBe(false);
  expect(hides({ ...values, pin: saved }, labels)).toBe(true);
  expect(hides({ ...values, relays: ["a"] }, labels)).toBe(true);
});
