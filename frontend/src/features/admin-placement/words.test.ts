import { expect, test } from "vitest";
import { hd, verdictColour, verdictWords } from "../../ui/admin/placementWords";
import { callInput, newCall } from "./words";

test("where a call comes in", () => {
  const call = { ...newCall, location: { id: "l", name: "Oslo" }, node: { id: "n", name: "Oslo 1" } };
  expect(callInput(call)).toEqual({ locationId: "l", serviceId: null, callType: null, maxQuality: null });
  expect(callInput({ ...call, receivedBy: "node", callType: "AUDIO" })).toEqual({ nodeId: "n", serviceId: null, callType: "AUDIO", maxQuality: null });
});

test("numbers of HD calls are short and never below none", () => {
  expect([hd(1), hd(0.0625), hd(-2), hd(10.333333)]).toEqual(["1", "0.06", "0", "10.33"]);
});

test("what was taken stands out from what could have been and what could not", () => {
  expect([verdictColour("CHOSEN"), verdictColour("LESS_FREE"), verdictColour("FULL")]).toEqual(["green", "blue", "grey"]);
  expect(Object.values(verdictWords).every((w) => w.length > 2)).toBe(true);
});
