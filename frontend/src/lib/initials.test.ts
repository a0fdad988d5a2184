import { expect, test } from "vitest";
import { hue, initials } from "./initials";

test.each([
  ["Anna Lindqvist", "AL"],
  ["emre", "E"],
  ["Dolores Ibárruri Gómez", "DG"],
  ["Meeting room 4 – Large", "ML"],
  ["李 小龍", "李小"],
  ["(anna)", "A"],
  ["", "?"],
  ["👍", "?"],
])("%s is %s", (name, letters) => {
  expect(initials(name)).toBe(letters);
});

test("a hue is stable and within the circle", () => {
  for (const name of ["", "a", "Anna", "x".repeat(5000)]) {
    expect(hue(name)).toBe(hue(name));
    expect(hue(name)).toBeGreaterThanOrEqual(0);
    expect(hue(name)).toBeLessThan(360);
  }
});
