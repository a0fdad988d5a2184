import { expect, test } from "vitest";
import { orderOf, orders } from "./order";

test.each([
  ["", "NAME", "ASC"],
  ["NAME_DESC", "NAME", "DESC"],
  ["CREATED_AT_DESC", "CREATED_AT", "DESC"],
  ["CREATED_AT_ASC", "CREATED_AT", "ASC"],
])("%s", (choice, field, direction) => expect(orderOf(choice)).toEqual({ field, direction }));

test("every choice has its own order", () => {
  expect(new Set(["", ...Object.keys(orders)].map((c) => JSON.stringify(orderOf(c)))).size).toBe(4);
});
