import { describe, expect, test } from "vitest";
import { gridLayout, speakerLayout, wholePicture, type StageLayout } from "./layout";

const gap = 8;

/** Pixels that a track list takes at least: fixed tracks and all gaps. */
function fixed(tracks: string): number {
  let count = 0;
  let pixels = 0;
  for (const [, times, size, flexible] of tracks.matchAll(/repeat\((\d+), (?:(\d+)px|minmax)|(minmax)/g)) {
    const n = times === undefined ? 1 : Number(times);
    count += n;
    if (flexible === undefined && size !== undefined) pixels += n * Number(size);
  }
  return pixels + gap * (count - 1);
}

function cells(layout: StageLayout): string[] {
  return layout.areas.slice(1);
}

const boxes = [
  [320, 400],
  [344, 620],
  [740, 330],
  [1024, 700],
  [1264, 620],
  [1900, 950],
] as const;

describe.each(boxes)("in a box of %i × %i", (width, height) => {
  test.each([2, 3, 8, 9, 24, 60])("the tracks for %i small tiles fit", (count) => {
    const layout = speakerLayout({ width, height, gap }, count, true);
    expect(fixed(layout.columns)).toBeLessThanOrEqual(width);
    expect(fixed(layout.rows)).toBeLessThanOrEqual(height);
    expect(layout.areas.length - 1 + layout.hidden).toBe(count);
    expect(new Set(cells(layout)).size).toBe(cells(layout).length);
    expect(layout.big.width).toBeGreaterThan(layout.small.width);
    expect(layout.small.width).toBeGreaterThanOrEqual(112);
  });

  test.each([1, 2, 5, 9, 25])("a grid of %i fits and shows or counts everybody", (count) => {
    const layout = gridLayout({ width, height, gap }, count);
    expect(layout.areas.length + layout.hidden).toBe(count);
    expect(new Set(layout.areas).size).toBe(layout.areas.length);
    expect(layout.small.height).toBeGreaterThan(0);
  });
});

test("alone, one tile fills the stage", () => {
  expect(speakerLayout({ width: 800, height: 600, gap }, 0, true)).toMatchObject({ areas: ["1 / 1"], hidden: 0, overlay: false });
});

test("a single small tile lies over the large one, but not over slides", () => {
  const box = { width: 1264, height: 620, gap };
  expect(speakerLayout(box, 1, true)).toMatchObject({ areas: ["1 / 1", "1 / 1"], overlay: true });
  expect(speakerLayout(box, 1, false)).toMatchObject({ overlay: false });
});

test("upright screens have the strip below, flat ones beside", () => {
  expect(speakerLayout({ width: 344, height: 620, gap }, 6, true).areas[0]).toBe("1 / 1 / 2 / -1");
  expect(speakerLayout({ width: 740, height: 330, gap }, 4, true).areas[0]).toBe("1 / 1 / -1 / 2");
});

test("a crowd is counted, never squeezed", () => {
  const layout = speakerLayout({ width: 344, height: 620, gap }, 60, true);
  expect(layout.hidden).toBeGreaterThan(0);
  expect(gridLayout({ width: 344, height: 620, gap }, 60).hidden).toBeGreaterThan(0);
});

test("a short last row of a grid is centred", () => {
  const layout = gridLayout({ width: 1264, height: 620, gap }, 5);
  expect(layout.columns).toBe("repeat(6, minmax(0, 1fr))");
  expect(layout.areas.slice(3)).toEqual(["2 / 2 / auto / span 2", "2 / 4 / auto / span 2"]);
});

test("a box without size yet is no trouble", () => {
  expect(speakerLayout({ width: 0, height: 0, gap }, 5, true).areas.length).toBeGreaterThan(0);
  expect(gridLayout({ width: 0, height: 0, gap }, 5).areas.length).toBeGreaterThan(0);
});

test.each([
  [1280, 720, false],
  [1000, 640, false],
  [344, 330, true],
  [1264, 500, true],
  [0, 0, false],
])("a picture in %i × %i is seen whole: %s", (width, height, whole) => {
  expect(wholePicture({ width, height })).toBe(whole);
});
