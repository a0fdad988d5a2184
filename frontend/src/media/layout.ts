// Where the tiles of a stage go: a CSS grid for a box of a given size. Pure.

export interface StageBox {
  width: number;
  height: number;
  gap: number;
}

export interface StageLayout {
  columns: string;
  rows: string;
  /** grid-area of each tile that is shown, the large one first. */
  areas: string[];
  /** Small tiles that found no room. */
  hidden: number;
  /** About how large the tiles are, in pixels; 0 without one. */
  big: Size;
  small: Size;
  /** The one small tile lies over a corner of the large one. */
  overlay: boolean;
}

export interface Size {
  width: number;
  height: number;
}

const ratio = 16 / 9;
/** A small tile is never narrower: a face must be recognisable, a name legible. */
const smallest = 112;
/** How much of the stage a lane of small tiles may take; a crowd gets less. */
const shares = [0.19, 0.15, 0.12];

/**
 * One large tile and a strip of small ones below or beside it. A single small
 * tile lies over the large one where that hides nothing of worth (mayCover).
 */
export function speakerLayout(box: StageBox, smallCount: number, mayCover: boolean): StageLayout {
  if (smallCount === 0 || (smallCount === 1 && mayCover)) {
    const width = Math.floor(clamp(Math.min(box.width, box.height * ratio) * 0.22, smallest, 240));
    return {
      columns: "minmax(0, 1fr)",
      rows: "minmax(0, 1fr)",
      areas: Array.from({ length: smallCount + 1 }, () => "1 / 1"),
      hidden: 0,
      big: { width: box.width, height: box.height },
      small: smallCount === 0 ? { width: 0, height: 0 } : { width, height: Math.floor(width / ratio) },
      overlay: smallCount === 1,
    };
  }
  let best: Strip | null = null;
  for (const side of ["below", "beside"] as const)
    for (const lanes of [1, 2, 3])
      for (const share of shares) {
        const strip = measure(box, smallCount, side, lanes, share);
        if (best === null || strip.score > best.score) best = strip;
      }
  if (best === null) throw new Error("no strip was measured");
  return place(best, smallCount);
}

interface Strip {
  side: "below" | "beside";
  lanes: number;
  perLane: number;
  width: number;
  height: number;
  left: Size;
  score: number;
}

function measure(box: StageBox, count: number, side: "below" | "beside", lanes: number, share: number): Strip {
  const { width: w, height: h, gap } = box;
  const width =
    side === "below"
      ? clamp(h * share * ratio, smallest, Math.max(smallest, Math.min(280, (w - 3 * gap) / 2)))
      : clamp(w * share, smallest, 280);
  const height = width / ratio;
  // The strip is centred between two flexible tracks, each with a gap.
  const perLane = Math.max(
    1,
    Math.floor(side === "below" ? (w - gap) / (width + gap) : (h - gap) / (height + gap)),
  );
  const used = Math.min(lanes, Math.ceil(count / perLane));
  const left =
    side === "below"
      ? { width: w, height: h - used * (height + gap) }
      : { width: w - used * (width + gap), height: h };
  const shown = Math.min(count, perLane * used);
  // The large picture counts most, then how many small ones are seen, then how
  // large those are. A large tile narrower or lower than a small one is none.
  const room = left.width < width || left.height < height * 1.2 ? -1 : 0;
  const score = picture(left.width, left.height) / Math.max(1, picture(w, h)) + 0.4 * (shown / count) + 0.4 * share + room;
  return { side, lanes: used, perLane, width: Math.floor(width), height: Math.floor(height), left, score };
}

function place(strip: Strip, count: number): StageLayout {
  const shown = Math.min(count, strip.lanes * strip.perLane);
  const perLane = Math.min(strip.perLane, shown);
  const areas: string[] = [];
  const below = strip.side === "below";
  areas.push(below ? "1 / 1 / 2 / -1" : "1 / 1 / -1 / 2");
  for (let i = 0; i < shown; i++) {
    const lane = Math.floor(i / perLane) + 2;
    const at = (i % perLane) + 2;
    areas.push(below ? `${lane} / ${at}` : `${at} / ${lane}`);
  }
  const along = `minmax(0, 1fr) repeat(${perLane}, ${below ? strip.width : strip.height}px) minmax(0, 1fr)`;
  const across = `minmax(0, 1fr) repeat(${strip.lanes}, ${below ? strip.height : strip.width}px)`;
  return {
    columns: below ? along : across,
    rows: below ? across : along,
    areas,
    hidden: count - shown,
    big: strip.left,
    small: { width: strip.width, height: strip.height },
    overlay: false,
  };
}

/** All tiles alike, as large as they can be; a last row that is short is centred. */
export function gridLayout(box: StageBox, count: number): StageLayout {
  let best = { columns: 1, rows: count, area: -1, shown: 1, width: 0, height: 0 };
  for (let columns = 1; columns <= Math.max(1, count); columns++) {
    const width = (box.width - box.gap * (columns - 1)) / columns;
    if (columns > 1 && width < smallest) break;
    const wanted = Math.max(1, Math.ceil(count / columns));
    // Too many rows: show what fits and count the rest.
    const fitting = Math.max(1, Math.floor((box.height + box.gap) / (smallest / ratio + box.gap)));
    const rows = Math.min(wanted, fitting);
    const height = (box.height - box.gap * (rows - 1)) / rows;
    const shown = Math.min(count, rows * columns);
    const area = picture(width, height) * shown;
    if (shown > best.shown || (shown === best.shown && area > best.area))
      best = { columns, rows, area, shown, width, height };
  }
  const areas: string[] = [];
  const lastRow = best.shown - (best.rows - 1) * best.columns;
  for (let i = 0; i < best.shown; i++) {
    const row = Math.floor(i / best.columns);
    const indent = row === best.rows - 1 ? best.columns - lastRow : 0;
    const start = (i % best.columns) * 2 + indent + 1;
    areas.push(`${row + 1} / ${start} / auto / span 2`);
  }
  return {
    columns: `repeat(${best.columns * 2}, minmax(0, 1fr))`,
    rows: `repeat(${best.rows}, minmax(0, 1fr))`,
    areas,
    hidden: count - best.shown,
    big: { width: 0, height: 0 },
    small: { width: Math.floor(best.width), height: Math.floor(best.height) },
    overlay: false,
  };
}

/**
 * Whether a 16:9 picture should be seen whole in this box: filling it would cut
 * off more than a quarter.
 */
export function wholePicture(box: Size): boolean {
  if (box.width === 0 || box.height === 0) return false;
  const shape = box.width / box.height / ratio;
  return shape > 1.34 || shape < 0.75;
}

/** Area of the largest 16:9 picture in a box. */
function picture(width: number, height: number): number {
  if (width <= 0 || height <= 0) return 0;
  const w = Math.min(width, height * ratio);
  return (w * w) / ratio;
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
