import { expect, test } from "vitest";
import { counted, refusedOf } from "./bulk";

const chosen = [
  { id: "1", name: "Oslo" },
  { id: "2", name: "Rome" },
];

test("each that is refused has a line with its name", () => {
  const fine = { id: "1", userErrors: [] };
  const used = { code: "IN_USE", message: "It is used." };
  expect(refusedOf([fine, { id: "2", userErrors: [used, { code: "X", message: "And more." }] }], chosen)).toEqual(["Rome: It is used."]);
  expect(refusedOf([fine], chosen)).toEqual([]);
  expect(refusedOf([{ id: "3", userErrors: [used] }], chosen)).toEqual(["Another one: It is used."]);
});

test("things are counted", () => {
  expect([counted(1, "node"), counted(3, "node")]).toEqual(["1 node", "3 nodes"]);
});
