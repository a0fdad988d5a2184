import { expect, test } from "vitest";
import { forecastOf, reach } from "./forecast";

const now = Date.parse("2026-03-01T12:00:00Z");
const at = (minutes: number, availableHd: number) => ({ at: new Date(now + minutes * 60_000).toISOString(), availableHd });

test("now is at a third, nothing free at the bottom, and the threshold is between", () => {
  const f = forecastOf({ availableHd: 20, thresholdHd: 5, forecast: [at(15, 10), at(30, 0)], recent: [] }, now, 90, 20);
  expect(f).toEqual({ before: "", line: "30.0,0.0 60.0,10.0 90.0,20.0", now: 30, threshold: 15, comes: "later", words: "Threshold in 30 min" });
});

test("what was free stayed so until it changed", () => {
  const f = forecastOf({ availableHd: 10, thresholdHd: 5, forecast: [at(30, 10)], recent: [at(-15.5, 20), at(-6, 15)] }, now, 90, 20);
  expect(f?.before).toBe("0.0,0.0 18.0,0.0 18.0,5.0 30.0,5.0 30.0,10.0");
});

test("what was is shown although nothing is known of what will be", () => {
  expect(forecastOf({ availableHd: 10, thresholdHd: 5, forecast: [], recent: [at(-3, 20)] }, now, 90, 20)).toMatchObject({ before: "24.0,0.0 30.0,0.0 30.0,10.0", line: "", comes: "unknown", words: "Too little is known yet" });
});

test.each([
  ["below it already", 5, [at(30, 7)], "now", "7 HD free in 30 min"],
  ["reaches it", 9, [at(10, 6), at(12, 5), at(30, 0)], "later", "Threshold in 12 min"],
  ["reaches it at once", 9, [at(0.1, 5)], "later", "Threshold in 1 min"],
  ["stays above", 9, [at(30, 6)], "never", "Stays above, 6 HD free in 30 min"],
] as const)("%s", (_, availableHd, forecast, comes, words) => {
  expect(forecastOf({ availableHd, thresholdHd: 5, forecast: [...forecast], recent: [] }, now, 100, 20)).toMatchObject({ comes, words });
});

test("a last point that is a little late is at the right edge", () => {
  expect(forecastOf({ availableHd: 20, thresholdHd: 5, forecast: [at(30.5, 10)], recent: [] }, now, 90, 20)?.line).toBe("30.0,0.0 90.0,10.0");
});

test("a threshold above all that there is stays in the box", () => {
  const f = forecastOf({ availableHd: 2, thresholdHd: 8, forecast: [at(30, 2)], recent: [] }, now, 100, 20);
  expect(f?.threshold).toBe(4);
});

test("without a forecast, or with one that is over, there is no line", () => {
  expect(forecastOf({ availableHd: 2, thresholdHd: 8, forecast: [], recent: [] }, now, 100, 20)).toBeNull();
  expect(forecastOf({ availableHd: 2, thresholdHd: 8, forecast: [at(-1, 2), at(reach / 60_000 + 2, 2)], recent: [at(-20, 2), at(1, 2)] }, now, 100, 20)).toBeNull();
});
