import { expect, test } from "vitest";
import { formatCount, lagWords, rateWords, sizeWords, spanWords } from "./lag";

test.each([
  ["0", 0, "up to date"],
  ["1", 0.2, "1 event behind, less than 1 s"],
  ["1200", 61, "1,200 events behind, 61 s"],
  ["12", null, "12 events behind"],
  [null, null, "unknown"],
  ["9007199254740993", 400_000, "9,007,199,254,740,993 events behind, 4.6 days"],
] as const)("a lag of %s in %s s", (lag, seconds, words) => {
  expect(lagWords(lag, seconds)).toBe(words);
});

test("spans, rates, sizes and counts", () => {
  expect([0.4, 12, 120, 7200, 200_000].map(spanWords)).toEqual(["less than 1 s", "12 s", "2 min", "2 h", "2.3 days"]);
  expect([0, 0.04, 0.26, 9.96, 61234].map(rateWords)).toEqual(["0/s", "0/s", "0.3/s", "10/s", "61,234/s"]);
  expect(["0", "1023", "1536", "5368709120", null].map(sizeWords)).toEqual(["0 bytes", "1,023 bytes", "1.5 KiB", "5 GiB", "–"]);
  expect([formatCount("18446744073709551615"), formatCount(null)]).toEqual(["18,446,744,073,709,551,615", "–"]);
});
