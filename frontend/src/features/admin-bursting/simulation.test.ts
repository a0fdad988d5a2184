import { expect, test } from "vitest";
import { fromLocal } from "../../ui/admin/time";
import { difference, firstVariants, lastWeek, nameOf, type Outcome, plotWords, problemsOf, rejections, scaleOf, simulationInput, steps, variant } from "./simulation";

const [from, to] = ["2026-03-01T00:00:00", "2026-03-02T00:00:00"];

test("a week back, to the minute", () => {
  const week = lastWeek(new Date(2026, 2, 18, 12, 34, 56));
  expect(week.to).toBe("2026-03-18T12:34:00");
  expect(Date.parse(week.to) - Date.parse(week.from)).toBeGreaterThan(6.9 * 86_400_000);
});

test.each([
  ["no beginning", "", to, [variant(1)], ["simulate-from: From when is demand replayed?"]],
  ["backwards", to, from, [variant(1)], ["simulate-to: The end has to be after the beginning."]],
  ["too long", from, "2026-04-03T00:00:00", [variant(1)], ["simulate-to: At most 31 days are replayed at once."]],
  ["a threshold of none, half a minute", from, to, [variant(1, { thresholdHd: "0" }), variant(2, { minLifetimeMinutes: "7.5" })], ["variant-1-thresholdHd: A number from 1 to 1000.", "variant-2-minLifetimeMinutes: From 5 to 1440 minutes."]],
  ["a start that takes no time, which the server refuses", from, to, [variant(1, { startMinutes: "0" })], ["variant-1-startMinutes: From 1 to 60 minutes."]],
  ["a price in words, of no currency", from, to, [variant(1, { pricePerHour: "0,34" })], ["variant-1-pricePerHour: A number such as 0.34.", "variant-1-currency: Three letters, such as EUR."]],
  ["wrong where it does not count", from, to, [variant(1, { enabled: false, thresholdHd: "0", pricePerHour: "x" })], []],
  ["nothing wrong", from, to, [variant(1, { thresholdHd: "5", minLifetimeMinutes: "5", startMinutes: "1", pricePerHour: "0.34", currency: "eur" })], []],
] as const)("%s", (_, a, b, variants, problems) => {
  expect(problemsOf(a, b, variants).map((p) => `${p.id}: ${p.text}`)).toEqual(problems);
});

test("what is compared at first is what there is, and the other way round", () => {
  const at = (enabled: boolean) => firstVariants({ enabled, thresholdHd: 5, minLifetimeMinutes: 50 }).map((v) => [v.name, v.enabled]);
  expect(at(true)).toEqual([["As it is now", true], ["Without bursting", false]]);
  expect(at(false)).toEqual([["As it is now", false], ["With bursting", true]]);
  expect(firstVariants(null).map((v) => v.enabled)).toEqual([true, false]);
});

test("what is empty is left as it is now", () => {
  const variants = [variant(1), variant(2, { name: " Eager ", thresholdHd: "8", pricePerHour: "0.5", currency: "usd" }), variant(3, { enabled: false, thresholdHd: "8" })];
  expect(simulationInput(from, to, variants)).toEqual({
    from: fromLocal(from),
    to: fromLocal(to),
    variants: [
      { name: "Variant 1", enabled: true, thresholdHd: null, minLifetimeMinutes: null, startMinutes: null },
      { name: "Eager", enabled: true, thresholdHd: 8, minLifetimeMinutes: null, startMinutes: null, pricePerHour: "0.5", currency: "USD" },
      { name: "Variant 3", enabled: false },
    ],
  });
  expect(nameOf(variants[1] ?? variant(0), variants)).toBe("Eager");
});

test("differences have a sign, and what is the same says nothing", () => {
  expect([difference(5, 3), difference(3, 5), difference(3, 3), difference(1.04, 1, 1), difference(1.25, 1, 1)]).toEqual(["+2", "−2", "", "", "+0.3"]);
});

const outcome = (name: string, timeline: [minute: number, used: number, max: number, nodes: number, rejected?: number][]): Outcome =>
  ({
    name,
    rejectedCalls: timeline.reduce((n, m) => n + (m[4] ?? 0), 0),
    timeline: timeline.map(([m, usedHd, maxHd, nodes, rejectedCalls = 0]) => ({ at: new Date(m * 60_000).toISOString(), usedHd, maxHd, nodes, rejectedCalls })),
  }) as unknown as Outcome;

test("values hold until the next moment, and to the end", () => {
  const o = outcome("A", [[0, 0, 10, 0], [30, 5, 20, 1, 3]]);
  const scale = scaleOf({ from: new Date(0).toISOString(), to: new Date(60 * 60_000).toISOString(), outcomes: [o] });
  expect(scale).toMatchObject({ hd: 20, nodes: 1 });
  expect(steps(o.timeline, (m) => m.usedHd, scale.hd, scale, 100, 20)).toBe("0.0,20.0 50.0,20.0 50.0,15.0 100.0,15.0");
  expect(steps([], (m) => m.usedHd, 1, scale, 100, 20)).toBe("");
  expect(plotWords(o)).toBe("A: at most 5 HD calls in use, of at most 20 that could be carried; at most 1 burst node ran; 3 calls were rejected");
  expect(rejections(o.timeline, scale, 100), "until the next moment, or the end").toEqual([{ at: 50, wide: 50 }]);
});
