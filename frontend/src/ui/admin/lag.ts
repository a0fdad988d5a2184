const whole = new Intl.NumberFormat(undefined, { maximumFractionDigits: 0 });
const short = new Intl.NumberFormat(undefined, { maximumFractionDigits: 1 });

/** A count, written for people. 64-bit numbers come as text. */
export function formatCount(n: string | number | null | undefined): string {
  if (n === null || n === undefined) return "–";
  return typeof n === "string" ? whole.format(BigInt(n)) : whole.format(n);
}

/** How far somebody who reads the log is behind its end. */
export function lagWords(lag: string | number | null | undefined, seconds?: number | null): string {
  if (lag === null || lag === undefined) return "unknown";
  const n = Number(lag);
  if (n <= 0) return "up to date";
  const events = n === 1 ? "1 event behind" : `${formatCount(lag)} events behind`;
  return seconds ? `${events}, ${spanWords(seconds)}` : events;
}

/** A length of time in its largest unit. */
export function spanWords(seconds: number): string {
  if (seconds < 1) return "less than 1 s";
  if (seconds < 90) return `${whole.format(seconds)} s`;
  if (seconds < 90 * 60) return `${whole.format(seconds / 60)} min`;
  if (seconds < 36 * 3600) return `${short.format(seconds / 3600)} h`;
  return `${short.format(seconds / 86400)} days`;
}

/** A rate of events, precise where it is small. */
export function rateWords(perSecond: number): string {
  if (perSecond < 0.05) return "0/s";
  return perSecond < 10 ? `${short.format(perSecond)}/s` : `${whole.format(perSecond)}/s`;
}

const units = ["bytes", "KiB", "MiB", "GiB", "TiB"];

/** A size on disk. */
export function sizeWords(bytes: string | number | null | undefined): string {
  if (bytes === null || bytes === undefined) return "–";
  let n = Number(bytes);
  let unit = 0;
  while (n >= 1024 && unit < units.length - 1) {
    n /= 1024;
    unit++;
  }
  return `${unit === 0 ? whole.format(n) : short.format(n)} ${units[unit]}`;
}
