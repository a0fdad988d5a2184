import { expect, test } from "vitest";
import { eventFilter, logSearch } from "./search";

test("the address says what is shown; what is no position is left out", () => {
  expect(logSearch({ type: "conference.", after: 12, event: "x1", other: 1 })).toEqual({ type: "conference.", after: "12" });
  expect(logSearch({ after: "18446744073709551615", event: -1 })).toEqual({ after: "18446744073709551615" });
});

test("a filter is what was written, and none when nothing was", () => {
  expect(eventFilter({ after: "3" })).toBeNull();
  expect(eventFilter({ type: "node." })).toEqual({ typePrefixes: ["node."] });
  expect(eventFilter({ type: "node.", stream: "node-7" })).toEqual({ typePrefixes: ["node."], streamPrefixes: ["node-7"] });
});
