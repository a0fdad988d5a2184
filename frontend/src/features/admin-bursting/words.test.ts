import { expect, test } from "vitest";
import type { BurstLocation, BurstNode } from "./stream";
import { byNeed, cannot, issueCounts, money, narrowed } from "./words";

test("issues are counted, the worst first", () => {
  expect(issueCounts([])).toBe("");
  expect(issueCounts([{ severity: "INFO" }, { severity: "WARNING" }, { severity: "ERROR" }, { severity: "WARNING" }])).toBe("1 error, 2 warnings, 1 note");
});

const location = (name: string, state: BurstLocation["state"]) => ({ location: { id: name, name }, state }) as BurstLocation;

test("the locations in need come first", () => {
  const sorted = byNeed([location("Oslo", "OK"), location("Rome", "REACHED"), location("Bern", "OK"), location("Kyiv", "APPROACHING")]);
  expect(sorted.map((l) => l.location.name)).toEqual(["Rome", "Kyiv", "Bern", "Oslo"]);
});

const power = { canStart: false, canStop: false, cannotStart: "it runs", cannotStop: "it was not started" };

test.each([
  [{ ...power, state: "STOPPED", canStart: true }, null],
  [{ ...power, state: "RUNNING", canStop: true }, null],
  [{ ...power, state: "DRAINING" }, "it was not started"],
  [{ ...power, state: "UNKNOWN" }, "it runs"],
  [{ ...power, state: "STOPPED", cannotStart: "", cannotStop: "" }, null],
] as const)("why a node cannot be acted on: %#", (node, why) => {
  expect(cannot(node)).toBe(why);
});

test("an amount without a known currency is shown as it came", () => {
  expect(money(null)).toBe("–");
  expect(money({ amount: "1.50", currency: "" })).toBe("1.50");
  expect(money({ amount: "1.50", currency: "EUR" })).toMatch(/1[.,]50/);
});

const node = (name: string, state: BurstNode["state"], id: string) => ({ node: { id: name, name }, location: { id: "l", name: "Cloud" }, state, instance: { id, name: "", address: "10.0.0.1", publicAddress: "" } }) as unknown as BurstNode;

test("nodes are found by what is shown of them", () => {
  const nodes = [node("burst-1", "RUNNING", "i-1"), node("burst-2", "STOPPED", "i-2")];
  const names = (search: string, state = "") => narrowed(nodes, search, state).map((n) => n.node.name);
  expect(names("")).toEqual(["burst-1", "burst-2"]);
  expect(names(" I-2 ")).toEqual(["burst-2"]);
  expect(names("cloud", "RUNNING")).toEqual(["burst-1"]);
  expect(names("10.0.0.2")).toEqual([]);
});
