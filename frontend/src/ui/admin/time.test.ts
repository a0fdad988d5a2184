import { expect, test } from "vitest";
import { fromLocal, toLocal } from "./time";

test("a local time comes back as it was written", () => {
  expect(fromLocal(toLocal(new Date(2026, 10, 21, 7, 5, 9)))).toBe(new Date(2026, 10, 21, 7, 5, 9).toISOString());
  expect(fromLocal("2026-11-21T07:05")).toBe(new Date(2026, 10, 21, 7, 5).toISOString());
  expect(fromLocal("")).toBeNull();
  expect(fromLocal("yesterday")).toBeNull();
});
