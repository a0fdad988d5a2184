import { expect, test } from "vitest";
import { checkVerdict, failurePlace, failureWords, rightRemedy } from "./checkWords";

const finding = (permission: string, tried: boolean, granted: boolean) => ({ permission, instanceId: "", tried, granted, message: "" });
const machine = (tagMatches: boolean) => ({ tagMatches }) as never;

test.each([
  ["all is there", { findings: [finding("a:Start", true, true)], failure: null, machines: [machine(true)] }, "success", "All rights that are needed are there"],
  ["one is missing, of two machines", { findings: [finding("a:Start", true, false), finding("a:Start", true, false), finding("a:Stop", true, true)], failure: null, machines: [machine(true)] }, "danger", "A right is missing: a:Start"],
  ["two are", { findings: [finding("a:Start", true, false), finding("a:Stop", true, false)], failure: null, machines: [] }, "danger", "Rights are missing: a:Start, a:Stop"],
  ["nothing could be asked", { findings: [], failure: { code: "bad-credentials", permission: "", message: "" }, machines: [] }, "danger", "The account cannot be used as it is"],
  ["even listing is denied", { findings: [], failure: { code: "permission-denied", permission: "a:List", message: "" }, machines: [] }, "danger", "A right is missing: a:List"],
  ["no machine to try it with", { findings: [finding("a:Start", false, false)], failure: null, machines: [] }, "warning", "No machine bears the tag, so not every right could be tried"],
  ["the tag has another value", { findings: [finding("a:Start", true, true)], failure: null, machines: [machine(false)] }, "warning", "No machine bears the tag"],
  ["a part was not tried", { findings: [finding("a:Start", false, false)], failure: null, machines: [machine(true)] }, "warning", "Not every right could be tried"],
] as const)("%s", (_, check, variant, title) => {
  expect(checkVerdict(check as never)).toEqual({ variant, title });
});

test("what to do is told also of what is not known", () => {
  expect(failureWords("clock-skew")).toContain("time server");
  expect(failureWords("account-blocked")).toContain("owner");
  expect(failureWords("disk-key-denied")).toContain("key");
  expect(failureWords("new-one")).toBe("The cloud refused for a reason of its own.");
});

test.each([
  ["ec2:StartInstances", true, true, /^$/],
  ["ec2:StartInstances", false, false, /bear the tag/],
  ["ec2:StopInstances", true, false, /^Give the policy of the step Rights/],
  ["sts:AssumeRole", true, false, /policy to assume the role/],
  ["start", true, false, /script start/],
] as const)("what to do about %s, tried %s, granted %s", (permission, tried, granted, words) => {
  expect(rightRemedy({ permission, tried, granted })).toMatch(words);
});

test("each failure leads to where it is mended", () => {
  expect(["bad-credentials", "permission-denied", "clock-skew"].map(failurePlace)).toEqual(["account", "rights", null]);
});
