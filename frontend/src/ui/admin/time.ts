const exact = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "medium" });

/** A point in time in the reader's own zone and language. */
export function formatTime(iso: string | null | undefined): string {
  return iso ? exact.format(new Date(iso)) : "–";
}

/** How long something lasted, in words short enough for a table. */
export function formatDuration(from: string, until: string | null | undefined, now: number = Date.now()): string {
  const seconds = Math.max(0, Math.round(((until ? Date.parse(until) : now) - Date.parse(from)) / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${seconds % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** What a field for local time says, as the API wants it; null when it says nothing. */
export function fromLocal(text: string): string | null {
  const time = text === "" ? NaN : new Date(text).getTime();
  return Number.isNaN(time) ? null : new Date(time).toISOString();
}

/** A point in time as a field for local time shows it. */
export function toLocal(time: Date): string {
  const two = (n: number) => String(n).padStart(2, "0");
  return `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}T${two(time.getHours())}:${two(time.getMinutes())}:${two(time.getSeconds())}`;
}
