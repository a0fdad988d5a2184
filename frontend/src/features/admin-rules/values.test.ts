import { expect, test } from "vitest";
import { atFields, ruleInput, ruleLabels, ruleValues } from "./values";
import { compare } from "../../ui/admin/compare";

test("a new rule is for incoming calls of every protocol", () => {
  expect(ruleInput({ ...ruleValues(null), name: "a", matchString: ".*" })).toMatchObject({
    incoming: true, outgoing: false, protocols: ["SIP", "H323", "WEBRTC", "RTMP"], priority: 100, sourceLocationId: null, maxCallRateIn: null,
  });
});

test("an emptied priority is zero, which the API refuses at its field", () => {
  expect(ruleInput({ ...ruleValues(null), priority: "" }).priority).toBe(0);
});

test("rates are numbers or nothing", () => {
  expect(ruleInput({ ...ruleValues(null), maxCallRateIn: "512", maxCallRateOut: " " })).toMatchObject({ maxCallRateIn: 512, maxCallRateOut: null });
});

test("a refusal of one protocol is shown at the choice of all", () => {
  expect(atFields([{ field: ["protocols", "1"] }, { field: ["name"] }])?.map((r) => r.field)).toEqual([["protocols"], ["name"]]);
});

test("versions are compared in words", () => {
  const mine = { ...ruleValues(null), sourceLocationId: { id: "x", name: "Oslo" }, protocols: ["H323"], target: "REGISTERED_ONLY" };
  expect(compare(mine, ruleValues(null), ruleLabels).map((d) => [d.label, d.mine, d.theirs])).toEqual([
    ["Location of the call", "Oslo", "any"],
    ["Protocols", "H.323", "SIP, H.323, WebRTC, RTMP"],
    ["Who is called", "A registered device only", "A registered device, or else outside"],
  ]);
});
