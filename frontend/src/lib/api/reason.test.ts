import { expect, test } from "vitest";
import { endReason, rejoinsByItself } from "./reason";

test.each([
  ["A host ended the conference #pex121", undefined, "ended-by-host"],
  ["An administrator ended the conference #pex122", undefined, "ended-by-administrator"],
  ["An administrator removed the participant #pex123", undefined, "removed-by-administrator"],
  ["Another participant removed the participant #pex124", undefined, "removed"],
  ["Nobody let the participant in #pex126", undefined, "nobody-admitted"],
  ["No host was left in the conference", "guests-only-timeout", "no-host"],
  ["No host was left in the conference", undefined, "no-host"],
  ["The connection to the participant was lost", undefined, "connection-lost"],
  ["The participant goes on at another connection", "resumed-elsewhere", "elsewhere"],
  ["The participant goes on at another connection", undefined, "elsewhere"],
  ["The node lost the conference", "node-cut-off", "node-stopped"],
  ["The node lost the conference", undefined, "node-stopped"],
  ["Anything", "pin-tries", "pin-tries"],
  ["Something new", "something-new", "other"],
  ["", undefined, "other"],
] as const)("%j with code %s is %s", (text, code, reason) => {
  expect(endReason(text, code)).toBe(reason);
});

test("only ends that nobody wished lead back by themselves", () => {
  expect(rejoinsByItself("connection-lost")).toBe(true);
  expect(rejoinsByItself("node-stopped")).toBe(true);
  expect(rejoinsByItself("removed")).toBe(false);
  expect(rejoinsByItself("other")).toBe(false);
});
