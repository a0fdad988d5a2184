import { expect, test } from "vitest";
import { fromLocal } from "../../ui/admin/time";
import { difference, lastWeek, nameOf, type Outcome, plotWords, problemOf, scaleOf, simulationInput, steps, variant } from "./simulation";

const [from, to] = ["2026-03-01T00:00:00", "2026-03-02T00:00:00"];

test("a week back, to the minute", () => {
  const week = lastWeek(new Date(2026, 2, 18, 12, 34, 56));
  expect(week.to).toBe("2026-03-18T12:34:00");
  expect(Date.parse(week.to) - Date.parse(week.from)).toBeGreaterThan(6.9 * 86_400_000);
});

test.each([
  ["no beginning", "", to, [variant(1)], /from when/],
  ["backwards", to, from, [variant(1)], /after the beginning/],
  ["too long", from, "2026-04-03T00:00:00", [variant(1)], /31 days/],
  ["a threshold of none", from, to, [variant(1, { thresholdHd: "0" })], /^Variant 1: the threshold/],
  ["half a minute", from, to, [variant(1), variant(2, { name: "B", minLifetimeMinutes: "7.5" })], /^B: the minimum lifetime/],
  ["a slow start", from, to, [variant(1, { startMinutes: "61" })], /0 to 60/],
  ["a price in words", from, to, [variant(1, { pricePerHour: "0,34" })], /0\.34/],
  ["nothing wrong", from, to, [variant(1, { thresholdHd: "5", minLifetimeMinutes: "5", startMinutes: "0", pricePerHour: "0.34" })], null],
] as const)("%s", (_, a, b, variants, problem) => {
  const found = problemOf(a, b, variants);
  if (problem === null) expect(found).toBeNull();
  else expect(found).toMatch(problem);
});

test("what is empty is left as it is now", () => {
  const variants = [variant(1), variant(2, { name: " Eager ", enabled: false, thresholdHd: "8", pricePerHour: "0.5", currency: "usd" })];
  expect(simulationInput(from, to, variants)).toEqual({
    from: fromLocal(from),
    to: fromLocal(to),
    variants: [
      { name: "Variant 1", enabled: true, thresholdHd: null, minLifetimeMinutes: null, startMinutes: null },
      { name: "Eager", enabled: false, thresholdHd: 8, minLifetimeMinutes: null, startMinutes: null, pricePerHour: "0.5", currency: "USD" },
    ],
  });
  expect(nameOf(variants[1] ?? variant(0), variants)).toBe("Eager");
});

test("differences have a sign, and what is the same says nothing", () => {
  expect([difference(5, 3), difference(3, 5), difference(3, 3), difference(1.04, 1, 1), difference(1.25, 1, 1)]).toEqual(["+2", "−2", "", "", "+0.3"]);
});

const outcome = (name: string, timeline: [minute: number, used: number, max: number, nodes: number][]): Outcome =>
  ({ name, timeline: timeline.map(([m, usedHd, maxHd, nodes]) => ({ at: new Date(m * 60_000).toISOString(), usedHd, maxHd, nodes, rejectedCalls: 0 })) }) as unknown as Outcome;

test("values hold until the next moment, and to the end", () => {
  const o = outcome("A", [[0, 0, 10, 0], [30, 5, 20, 1]]);
  const scale = scaleOf({ from: new Date(0).toISOString(), to: new Date(60 * 60_000).toISOString(), outcomes: [o] });
  expect(scale).toMatchObject({ hd: 20, nodes: 1 });
  expect(steps(o.timeline, (m) => m.usedHd, scale.hd, scale, 100, 20)).toBe("0.0,20.0 50.0,20.0 50.0,15.0 100.0,15.0");
  expect(steps([], (m) => m.usedHd, 1, scale, 100, 20)).toBe("");
  expect(plotWords(o)).toBe("A: at most 5 HD calls in use, of at most 20 that could be carried; at most 1 burst nodes ran");
});
