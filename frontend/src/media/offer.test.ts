import { expect, test } from "vitest";
import { cameraEncodings, lines } from "./offer";

test("microphone and two more for sound, camera, thumbnails, slides last", () => {
  const plan = lines(false);
  expect(plan.map((l) => l.use)).toEqual([
    "microphone",
    "audio",
    "audio",
    "camera",
    ...Array.from({ length: 8 }, () => "thumbnail"),
    "slides",
  ]);
  expect(plan.filter((l) => l.direction === "sendrecv").map((l) => l.use)).toEqual(["microphone", "camera", "slides"]);
});

test("audio only offers sound alone", () => {
  expect(lines(true).map((l) => l.kind)).toEqual(["audio", "audio", "audio"]);
});

test("layers grow, smallest first", () => {
  const scales = cameraEncodings.map((e) => e.scaleResolutionDownBy ?? 0);
  expect(scales).toEqual(scales.toSorted((a, b) => b - a));
  expect(new Set(cameraEncodings.map((e) => e.rid)).size).toBe(3);
});
