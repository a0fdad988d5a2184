import { expect, test } from "vitest";
import { placeCard, type Size, type Spot } from "./cardplace";

const card: Size = { width: 230, height: 236 };

function hidden(at: { left: number; top: number }, { x, y, r }: Spot): boolean {
  return at.left < x + r && at.left + card.width > x - r && at.top < y + r && at.top + card.height > y - r;
}

test.each<[string, Spot, Size]>([
  ["in the middle of a wide map", { x: 640, y: 300, r: 70 }, { width: 1500, height: 750 }],
  ["at its right edge", { x: 1400, y: 300, r: 90 }, { width: 1500, height: 750 }],
  ["a map between lists", { x: 250, y: 460, r: 18 }, { width: 502, height: 550 }],
  ["low in it", { x: 250, y: 520, r: 18 }, { width: 502, height: 550 }],
  ["a phone, on the right", { x: 310, y: 142, r: 21 }, { width: 368, height: 288 }],
  ["a phone, on the left", { x: 60, y: 142, r: 21 }, { width: 368, height: 288 }],
  ["a phone, high", { x: 180, y: 120, r: 60 }, { width: 368, height: 520 }],
])("the card stands beside what it tells of, and within the map: %s", (_, target, room) => {
  const at = placeCard(target, [], card, room);
  expect(hidden(at, target)).toBe(false);
  expect(at.left).toBeGreaterThanOrEqual(8);
  expect(at.top).toBeGreaterThanOrEqual(8);
  expect(at.left + card.width).toBeLessThanOrEqual(room.width - 8);
  expect(at.top + card.height).toBeLessThanOrEqual(room.height - 8);
});

test("it hides no line and no node that belongs to it, if it can", () => {
  const room = { width: 502, height: 550 };
  const home = { x: 250, y: 460, r: 18 };
  const other = { x: 376, y: 180, r: 71 };
  const line = [0.2, 0.4, 0.6, 0.8].map((t) => ({ x: home.x + t * (other.x - home.x), y: home.y + t * (other.y - home.y), r: 4 }));
  const at = placeCard(home, [other, ...line], card, room);
  expect([home, other, ...line].filter((spot) => hidden(at, spot))).toEqual([]);
  // On the line the same holds of its ends.
  const end = placeCard(line[1] as Spot, [home, other], { width: 206, height: 165 }, room);
  expect([line[1] as Spot, home, other].filter(({ x, y, r }) => end.left < x + r && end.left + 206 > x - r && end.top < y + r && end.top + 165 > y - r)).toEqual([]);
});

test("where there is no room its beginning is read, and the target is the last thing that is hidden", () => {
  expect(placeCard({ x: 100, y: 60, r: 50 }, [], card, { width: 250, height: 200 })).toEqual({ left: 12, top: 8 });
  const crowd = Array.from({ length: 9 }, (_, i) => ({ x: 100 + 40 * i, y: 100, r: 10 }));
  const target = { x: 60, y: 300, r: 20 };
  expect(hidden(placeCard(target, crowd, card, { width: 502, height: 550 }), target)).toBe(false);
});
