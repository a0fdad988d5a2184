import { expect, test } from "vitest";
import { exportAddress, historyFilter, nodeHistorySearch } from "./search";

test("the address tells of which node, which kind and which entry", () => {
  expect(nodeHistorySearch({ node: "n", kind: "BURST_FAILED", entry: "e" })).toEqual({ node: "n", kind: "BURST_FAILED", entry: "e" });
  expect(nodeHistorySearch({ kind: "NONSENSE", node: "" }), "what it does not know is left out").toEqual({});
});

test("the filter has what is asked for", () => {
  expect(historyFilter({})).toBeNull();
  expect(historyFilter({ entry: "e" }), "an entry is shown among the others").toBeNull();
  expect(historyFilter({ node: "n", kind: "BURST_STOPPED" })).toEqual({ nodeId: "n", kinds: ["BURST_STOPPED"] });
});

test("every filter is in the address, and in that of the file", () => {
  const search = nodeHistorySearch({ node: "n", attempt: 3, location: "l", trigger: "IDLE", from: "2026-11-21T10:00", until: "never", search: "i-0ab & more" });
  const filter = historyFilter(search);
  const from = new Date("2026-11-21T10:00").toISOString();
  expect(filter).toEqual({ nodeId: "n", attempt: "3", locationId: "l", triggers: ["IDLE"], from, search: "i-0ab & more" });
  expect(Object.fromEntries(new URLSearchParams(exportAddress("csv", filter).split("?")[1]))).toEqual({
    format: "csv", nodeId: "n", attempt: "3", locationId: "l", triggers: "IDLE", from, search: "i-0ab & more",
  });
  expect(exportAddress("ndjson", null)).toBe("/history/nodes/export?format=ndjson");
  expect(nodeHistorySearch({ attempt: "3", trigger: "NONSENSE" }), "an attempt is of one node").toEqual({});
});
