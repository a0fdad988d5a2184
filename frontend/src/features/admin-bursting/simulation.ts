import type { BurstingSimulateInput, BurstingSimulateQuery } from "../../gql/graphql";
import { fromLocal, toLocal } from "../../ui/admin/time";

export type Simulation = BurstingSimulateQuery["burstingSimulate"];
export type Outcome = Simulation["outcomes"][number];

/** Settings as they are typed; what is empty is as it is now. */
export interface Variant {
  key: number;
  name: string;
  enabled: boolean;
  thresholdHd: string;
  minLifetimeMinutes: string;
  startMinutes: string;
  pricePerHour: string;
  currency: string;
}

export const variant = (key: number, of: Partial<Variant> = {}): Variant => ({ key, name: "", enabled: true, thresholdHd: "", minLifetimeMinutes: "", startMinutes: "", pricePerHour: "", currency: "EUR", ...of });

export const mostVariants = 8;

/** The last week, until the minute that has begun. */
export function lastWeek(now: Date): { from: string; to: string } {
  const to = new Date(now);
  to.setSeconds(0, 0);
  return { from: toLocal(new Date(to.getTime() - 7 * 86_400_000)), to: toLocal(to) };
}

/** What keeps a simulation from being made; null: nothing. */
export function problemOf(from: string, to: string, variants: readonly Variant[]): string | null {
  const [a, b] = [fromLocal(from), fromLocal(to)];
  if (a === null || b === null) return "Say from when until when demand is replayed.";
  const span = Date.parse(b) - Date.parse(a);
  if (span <= 0) return "The end has to be after the beginning.";
  if (span > 31 * 86_400_000) return "At most 31 days are replayed at once.";
  for (const v of variants) {
    const what = nameOf(v, variants);
    if (!whole(v.thresholdHd, 1, 1000)) return `${what}: the threshold is a number from 1 to 1000.`;
    if (!whole(v.minLifetimeMinutes, 5, 1440)) return `${what}: the minimum lifetime is from 5 to 1440 minutes.`;
    if (!whole(v.startMinutes, 0, 60)) return `${what}: a start takes 0 to 60 minutes.`;
    if (v.pricePerHour.trim() !== "" && !/^\d+(\.\d+)?$/.test(v.pricePerHour.trim())) return `${what}: the price is a number such as 0.34.`;
  }
  return null;
}

function whole(text: string, least: number, most: number): boolean {
  if (text.trim() === "") return true;
  const n = Number(text);
  return Number.isInteger(n) && n >= least && n <= most;
}

const number = (text: string): number | null => (text.trim() === "" ? null : Number(text));

/** What a variant is called: by its own name, or by its place. */
export const nameOf = (v: Variant, variants: readonly Variant[]): string => v.name.trim() || `Variant ${variants.indexOf(v) + 1}`;

/** The API's input; to be made only of what has no problem. */
export function simulationInput(from: string, to: string, variants: readonly Variant[]): BurstingSimulateInput {
  return {
    from: fromLocal(from) ?? "",
    to: fromLocal(to) ?? "",
    variants: variants.map((v) => {
      const price = v.pricePerHour.trim();
      return {
        name: nameOf(v, variants),
        enabled: v.enabled,
        thresholdHd: number(v.thresholdHd),
        minLifetimeMinutes: number(v.minLifetimeMinutes),
        startMinutes: number(v.startMinutes),
        ...(price && { pricePerHour: price, currency: v.currency.trim().toUpperCase() }),
      };
    }),
  };
}

/** How a number differs from that of the first variant, with its sign; empty: it does not. */
export function difference(value: number, first: number, digits = 0): string {
  const by = value - first;
  if (Math.abs(by) < 0.5 / 10 ** digits) return "";
  return `${by > 0 ? "+" : "−"}${Math.abs(by).toFixed(digits)}`;
}

type Moment = Outcome["timeline"][number];

/** What all plots have in common, so that they can be compared by eye. */
export interface Scale {
  from: number;
  to: number;
  hd: number;
  nodes: number;
}

export function scaleOf({ from, to, outcomes }: Pick<Simulation, "from" | "to" | "outcomes">): Scale {
  const all = outcomes.flatMap((o) => o.timeline);
  const most = (of: (m: Moment) => number) => all.reduce((top, m) => Math.max(top, of(m)), 1);
  return { from: Date.parse(from), to: Date.parse(to), hd: most((m) => Math.max(m.usedHd, m.maxHd)), nodes: most((m) => m.nodes) };
}

/** A measure over time as steps in a box: each value holds until the next moment. */
export function steps(timeline: readonly Moment[], of: (m: Moment) => number, top: number, scale: Scale, width: number, height: number): string {
  const x = (at: number) => ((width * (at - scale.from)) / Math.max(1, scale.to - scale.from)).toFixed(1);
  const y = (n: number) => (height - (height * n) / top).toFixed(1);
  const points: string[] = [];
  let last: string | null = null;
  for (const m of timeline) {
    const at = x(Date.parse(m.at));
    if (last !== null) points.push(`${at},${last}`);
    last = y(of(m));
    points.push(`${at},${last}`);
  }
  if (last !== null) points.push(`${width.toFixed(1)},${last}`);
  return points.join(" ");
}

/** A variant's timeline in words, for those who do not see the plot. */
export function plotWords(o: Outcome): string {
  const most = (of: (m: Moment) => number) => o.timeline.reduce((top, m) => Math.max(top, of(m)), 0);
  return `${o.name}: at most ${most((m) => m.usedHd)} HD calls in use, of at most ${most((m) => m.maxHd)} that could be carried; at most ${most((m) => m.nodes)} burst nodes ran`;
}
