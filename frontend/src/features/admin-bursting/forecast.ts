import type { BurstLocation } from "./stream";

/** How far a forecast reaches, in milliseconds. */
export const reach = 30 * 60_000;

/** Its last point may have been made a little later than what is free was counted. */
const slack = 60_000;

export interface Forecast {
  /** Points of the line in the box. */
  line: string;
  /** Height of the threshold in the box. */
  threshold: number;
  /** In one sentence. */
  words: string;
  /** How near it comes: at or below the threshold now, later, or not. */
  comes: "now" | "later" | "never";
}

type Of = Pick<BurstLocation, "availableHd" | "thresholdHd" | "forecast">;

/**
 * What is free now and what will be, as a line in a box: now is at its left
 * edge, nothing free at its bottom. Null: too little is known.
 */
export function forecastOf({ availableHd, thresholdHd, forecast }: Of, now: number, width: number, height: number): Forecast | null {
  const later = forecast.map((p) => ({ at: Date.parse(p.at), hd: p.availableHd })).filter((p) => p.at > now && p.at < now + reach + slack);
  if (later.length === 0) return null;
  const points = [{ at: now, hd: availableHd }, ...later];
  // Room above the threshold, so that its line is not the edge.
  const top = Math.max(1, thresholdHd * 1.25, ...points.map((p) => p.hd));
  const y = (hd: number) => height - (height * hd) / top;
  const line = points.map((p) => `${((width * Math.min(p.at - now, reach)) / reach).toFixed(1)},${y(p.hd).toFixed(1)}`).join(" ");
  const crossing = later.find((p) => p.hd <= thresholdHd);
  const minutesTo = (p: { at: number } | undefined) => (p ? Math.max(1, Math.round((p.at - now) / 60_000)) : 0);
  const comes = availableHd <= thresholdHd ? "now" : crossing ? "later" : "never";
  return { line, threshold: y(thresholdHd), comes, words: wordsOf(comes, minutesTo(crossing), later.at(-1)?.hd ?? 0, minutesTo(later.at(-1))) };
}

function wordsOf(comes: Forecast["comes"], minutes: number, last: number, lastMinutes: number): string {
  if (comes === "later") return `Threshold in ${minutes} min`;
  const then = `${last} HD free in ${lastMinutes} min`;
  return comes === "now" ? then : `Stays above, ${then}`;
}
