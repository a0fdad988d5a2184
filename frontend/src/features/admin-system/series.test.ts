import { expect, test } from "vitest";
import { line, percent, reach, remember, type Sample } from "./series";

const at = (ms: number, lag = 0, rate = 0): Sample => ({ at: ms, lag, rate });

test("looks are kept as far back as is plotted", () => {
  const samples = remember(remember(remember([], at(0)), at(1000)), at(reach + 500));
  expect(samples.map((s) => s.at)).toEqual([1000, reach + 500]);
  expect(remember(samples, at(reach + 500, 7)).map((s) => s.lag), "the same moment counts once").toEqual([0, 7]);
});

test("the newest look is at the right, the largest at the top", () => {
  const samples = [at(0, 0, 4), at(reach / 2, 10, 0), at(reach, 5, 1)];
  expect(line(samples, "lag", 100, 20)).toBe("0.0,20.0 50.0,0.0 100.0,10.0");
  expect(line(samples, "rate", 100, 20)).toBe("0.0,0.0 50.0,20.0 100.0,15.0");
  expect(line([at(5)], "lag", 100, 20), "nothing behind is a line at the bottom").toBe("100.0,20.0");
  expect(line([], "lag", 100, 20)).toBe("");
});

test("how far a rebuild is", () => {
  expect([percent("0", "32"), percent("31", "32"), percent("40", "32"), percent("0", "0")]).toEqual([0, 96, 100, 100]);
});
