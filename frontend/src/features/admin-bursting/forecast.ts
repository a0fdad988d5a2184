import type { BurstLocation } from "./stream";

/** How far a forecast reaches, in milliseconds. */
export const reach = 30 * 60_000;

/** How much of the past is shown. */
const past = 15 * 60_000;

/** Its last point may have been made a little later than what is free was counted. */
const slack = 60_000;

export interface Forecast {
  /** What was free, up to now: points of a line in the box. */
  before: string;
  /** What will be, from now on; empty: too little is known. */
  line: string;
  /** Where now is in the box. */
  now: number;
  /** Height of the threshold in the box. */
  threshold: number;
  /** In one sentence. */
  words: string;
  /** How near it comes: at or below the threshold now, later, or not; or nobody knows. */
  comes: "now" | "later" | "never" | "unknown";
}

type Of = Pick<BurstLocation, "availableHd" | "thresholdHd" | "forecast" | "recent">;

/**
 * What was free, is and will be, as lines in a box: a third of it is the past,
 * and nothing free is at its bottom. Null: nothing is known but now.
 */
export function forecastOf({ availableHd, thresholdHd, forecast, recent }: Of, now: number, width: number, height: number): Forecast | null {
  const timed = (points: Of["forecast"]) => points.map((p) => ({ at: Date.parse(p.at), hd: p.availableHd }));
  const later = timed(forecast).filter((p) => p.at > now && p.at < now + reach + slack);
  const earlier = timed(recent).filter((p) => p.at < now && p.at > now - past - slack);
  if (later.length === 0 && earlier.length === 0) return null;
  const here = { at: now, hd: availableHd };
  // What was free stayed so until it changed.
  const steps = earlier.flatMap((p, i) => [p, { at: earlier[i + 1]?.at ?? now, hd: p.hd }]);
  // Room above the threshold, so that its line is not the edge.
  const top = Math.max(1, thresholdHd * 1.25, ...[...steps, here, ...later].map((p) => p.hd));
  const y = (hd: number) => height - (height * hd) / top;
  const x = (at: number) => (width * (Math.min(Math.max(at - now, -past), reach) + past)) / (past + reach);
  const line = (points: { at: number; hd: number }[]) => points.map((p) => `${x(p.at).toFixed(1)},${y(p.hd).toFixed(1)}`).join(" ");
  const crossing = later.find((p) => p.hd <= thresholdHd);
  const minutesTo = (p: { at: number } | undefined) => (p ? Math.max(1, Math.round((p.at - now) / 60_000)) : 0);
  const comes = later.length === 0 ? "unknown" : availableHd <= thresholdHd ? "now" : crossing ? "later" : "never";
  return {
    before: steps.length > 0 ? line([...steps, here]) : "",
    line: later.length > 0 ? line([here, ...later]) : "",
    now: x(now),
    threshold: y(thresholdHd),
    comes,
    words: wordsOf(comes, minutesTo(crossing), later.at(-1)?.hd ?? 0, minutesTo(later.at(-1))),
  };
}

function wordsOf(comes: Forecast["comes"], minutes: number, last: number, lastMinutes: number): string {
  if (comes === "unknown") return "Too little is known yet";
  if (comes === "later") return `Threshold in ${minutes} min`;
  const then = `${last} HD free in ${lastMinutes} min`;
  return comes === "now" ? then : `Stays above, ${then}`;
}
