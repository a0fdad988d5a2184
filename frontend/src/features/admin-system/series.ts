/** One look at a read model. */
export interface Sample {
  /** Milliseconds. */
  at: number;
  lag: number;
  rate: number;
}

export type Measure = "lag" | "rate";

/** As far back as is plotted, in milliseconds. */
export const reach = 5 * 60_000;

/** Adds a look; those that are too old go. A second look at the same moment counts once. */
export function remember(samples: readonly Sample[], sample: Sample): readonly Sample[] {
  const last = samples.at(-1);
  const kept = last && last.at >= sample.at ? samples.slice(0, -1) : samples;
  return [...kept.filter((s) => s.at > sample.at - reach), sample];
}

/** The points of a line in a box, newest at the right edge; the height is the largest value. */
export function line(samples: readonly Sample[], measure: Measure, width: number, height: number): string {
  const now = samples.at(-1)?.at ?? 0;
  const top = Math.max(1, ...samples.map((s) => s[measure]));
  return samples
    .map((s) => {
      const x = width * (1 - (now - s.at) / reach);
      const y = height - (height * s[measure]) / top;
      return `${x.toFixed(1)},${y.toFixed(1)}`;
    })
    .join(" ");
}

/** How far a rebuild is, from 0 to 100. Positions of a cluster are not dense, so it is a measure, not a count. */
export function percent(position: string, target: string): number {
  const of = Number(target);
  return of === 0 ? 100 : Math.min(100, Math.max(0, Math.floor((100 * Number(position)) / of)));
}
