import { expect, test } from "vitest";
import { compare } from "./compare";

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
