import { expect, test } from "vitest";
import { loudness } from "./meter";

const tone = (amplitude: number) => Float32Array.from({ length: 480 }, (_, i) => amplitude * Math.sin(i / 5));

test("silence is nothing, a shout is everything, speech is in between", () => {
  expect(loudness(new Float32Array(480))).toBe(0);
  expect(loudness(new Float32Array(0))).toBe(0);
  expect(loudness(tone(1))).toBe(1);
  const speech = loudness(tone(0.05));
  expect(speech).toBeGreaterThan(0.4);
  expect(speech).toBeLessThan(0.8);
});

test("louder reads higher", () => {
  expect(loudness(tone(0.1))).toBeGreaterThan(loudness(tone(0.01)));
});
