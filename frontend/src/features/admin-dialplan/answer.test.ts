import { expect, test } from "vitest";
import { callInput, headline, newCall, type Resolution, weight } from "./answer";

const resolution = (r: Partial<Resolution>): Resolution => ({ outcome: "NOT_FOUND", alias: "9", steps: [], ...r }) as Resolution;

test("the answer is one line", () => {
  expect(headline(resolution({}))).toBe("Nobody is called");
  expect(headline(resolution({ rule: { __typename: "GatewayRule", id: "r", name: "Out" } }))).toBe("Nobody is called: the rule Out ends the search");
  expect(headline(resolution({ outcome: "EXTERNAL", alias: "a@b", rule: { __typename: "GatewayRule", id: "r", name: "Out" } }))).toBe("a@b is called outside, by the rule Out");
  expect(headline(resolution({ outcome: "SERVICE", service: { __typename: "Reception", id: "s", name: "Desk" } }))).toBe("The Virtual Reception Desk answers");
});

test("a call out of a conference is nobody's registration", () => {
  expect(callInput({ ...newCall, alias: "9", direction: "OUTGOING", registered: true }).source).toMatchObject({ direction: "OUTGOING", registered: false, locationId: null });
});

test("no digits are none, not empty ones", () => {
  expect(callInput({ ...newCall, receptionDigits: " " }).receptionDigits).toBeNull();
});

test("what led on is told from what was passed", () => {
  expect([weight("RULE_MATCHED"), weight("RULE_DISABLED"), weight("RULE_NONE"), weight("DEVICE_NEEDS_RULE")]).toEqual(["success", "passed", "danger", "warning"]);
});
