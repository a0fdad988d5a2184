import type { BackplaneKind, MediaQuality } from "../../gql/graphql";

/** How good media is, in a word. */
export const qualityWords: Record<MediaQuality, string> = { UNKNOWN: "not known", GOOD: "good", OK: "ok", BAD: "bad", TERRIBLE: "terrible" };

/** Whether two nodes are of one location. */
export const kindWords: Record<BackplaneKind, string> = { LOCAL: "within the location", GEO: "between locations" };

/** A share in percent, with a digit behind the point while it matters. */
export const percent = (n: number): string => `${n < 10 ? Math.round(n * 10) / 10 : Math.round(n)} %`;

/** How long something takes that takes a moment. */
export const milliseconds = (n: number): string => (n < 1 ? "under 1 ms" : `${Math.round(n)} ms`);

/** Bits per second in the unit that fits. */
export function bitrate(bits: number): string {
  if (bits < 1_000_000) return `${Math.round(bits / 1000)} kbit/s`;
  return `${Math.round(bits / 100_000) / 10} Mbit/s`;
}

/** A number of bytes in the unit that fits. */
export function bytes(n: number): string {
  const units = ["B", "kB", "MB", "GB", "TB"];
  let at = 0;
  while (n >= 1000 && at < units.length - 1) {
    n /= 1000;
    at++;
  }
  return `${at === 0 || n >= 100 ? Math.round(n) : Math.round(n * 10) / 10} ${units[at]}`;
}
