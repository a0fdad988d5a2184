import { expect, test } from "vitest";
import { historyFilter, nodeHistorySearch } from "./search";

test("the address tells of which node, which kind and which entry", () => {
  expect(nodeHistorySearch({ node: "n", kind: "BURST_FAILED", entry: "e" })).toEqual({ node: "n", kind: "BURST_FAILED", entry: "e" });
  expect(nodeHistorySearch({ kind: "NONSENSE", node: "" }), "what it does not know is left out").toEqual({});
});

test("the filter has what is asked for", () => {
  expect(historyFilter({})).toBeNull();
  expect(historyFilter({ entry: "e" }), "an entry is shown among the others").toBeNull();
  expect(historyFilter({ node: "n", kind: "BURST_STOPPED" })).toEqual({ nodeId: "n", kinds: ["BURST_STOPPED"] });
});
