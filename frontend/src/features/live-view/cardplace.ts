// Where the card stands that tells of what is pointed at. Pure.

export interface Size {
  width: number;
  height: number;
}

/** A circle on the map. */
export interface Spot {
  x: number;
  y: number;
  r: number;
}

interface Corner {
  left: number;
  top: number;
}

const gap = 12;
const margin = 8;

/**
 * Within the map, beside what is pointed at: right, left, below, above, and of
 * these where it hides least of what belongs to it.
 */
export function placeCard(target: Spot, avoid: readonly Spot[], card: Size, room: Size): Corner {
  const { x, y, r } = target;
  const lefts = { right: x + r + gap, left: x - r - gap - card.width };
  const tops = { below: y + r + gap, above: y - r - gap - card.height };
  const along = (at: number, size: number, whole: number) => [at - r, at - size / 2, at + r - size, margin, whole - margin - size];
  const candidates: Corner[] = [];
  for (const left of [lefts.right, lefts.left]) for (const top of along(y, card.height, room.height)) candidates.push({ left, top });
  for (const top of [tops.below, tops.above]) for (const left of along(x, card.width, room.width)) candidates.push({ left, top });
  let best: Corner = { left: margin, top: margin };
  let least = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    // What is too large begins where it is read first.
    const at = { left: within(candidate.left, card.width, room.width), top: within(candidate.top, card.height, room.height) };
    const hidden = (hides(at, card, target) ? avoid.length + 1 : 0) + avoid.filter((spot) => hides(at, card, spot)).length;
    if (hidden < least) [best, least] = [at, hidden];
  }
  return best;
}

function within(at: number, size: number, whole: number): number {
  return Math.max(margin, Math.min(whole - margin - size, at));
}

function hides({ left, top }: Corner, { width, height }: Size, { x, y, r }: Spot): boolean {
  return left < x + r && left + width > x - r && top < y + r && top + height > y - r;
}
