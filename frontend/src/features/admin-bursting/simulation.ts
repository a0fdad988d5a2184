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

export const variant = (key: number, of: Partial<Variant> = {}): Variant => ({ key, name: "", enabled: true, thresholdHd: "", minLifetimeMinutes: "", startMinutes: "", pricePerHour: "", currency: "", ...of });

/** The settings that count now; null: the reader may not see them. */
export type Present = { enabled: boolean; thresholdHd: number; minLifetimeMinutes: number } | null;

/** What is compared unless something else is asked for: what there is, and bursting switched off, or on where it is off. */
export const firstVariants = (present: Present): Variant[] => [
  variant(1, { name: "As it is now", enabled: present?.enabled ?? true }),
  present?.enabled === false ? variant(2, { name: "With bursting" }) : variant(2, { name: "Without bursting", enabled: false }),
];

export const mostVariants = 8;

/** The last week, until the minute that has begun. */
export function lastWeek(now: Date): { from: string; to: string } {
  const to = new Date(now);
  to.setSeconds(0, 0);
  return { from: toLocal(new Date(to.getTime() - 7 * 86_400_000)), to: toLocal(to) };
}

/** Something that keeps a simulation from being made, and the field that it is in. */
export interface Problem {
  id: string;
  text: string;
}

export const fieldId = (v: Variant, name: keyof Variant): string => `variant-${v.key}-${name}`;

export function problemsOf(from: string, to: string, variants: readonly Variant[]): Problem[] {
  const problems: Problem[] = [];
  const [a, b] = [fromLocal(from), fromLocal(to)];
  if (a === null) problems.push({ id: "simulate-from", text: "From when is demand replayed?" });
  if (b === null) problems.push({ id: "simulate-to", text: "Until when is demand replayed?" });
  if (a !== null && b !== null) {
    const span = Date.parse(b) - Date.parse(a);
    if (span <= 0) problems.push({ id: "simulate-to", text: "The end has to be after the beginning." });
    if (span > 31 * 86_400_000) problems.push({ id: "simulate-to", text: "At most 31 days are replayed at once." });
  }
  // Fields that are not in use keep what was typed, right or wrong.
  for (const v of variants.filter((one) => one.enabled)) {
    const check = (name: keyof Variant, isRight: boolean, text: string) => isRight || problems.push({ id: fieldId(v, name), text });
    check("thresholdHd", whole(v.thresholdHd, 1, 1000), "A number from 1 to 1000.");
    check("minLifetimeMinutes", whole(v.minLifetimeMinutes, 5, 1440), "From 5 to 1440 minutes.");
    check("startMinutes", whole(v.startMinutes, 1, 60), "From 1 to 60 minutes.");
    const price = v.pricePerHour.trim();
    check("pricePerHour", price === "" || /^\d+(\.\d+)?$/.test(price), "A number such as 0.34.");
    check("currency", price === "" || /^[A-Za-z]{3}$/.test(v.currency.trim()), "Three letters, such as EUR.");
  }
  return problems;
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
      const name = nameOf(v, variants);
      if (!v.enabled) return { name, enabled: false };
      const price = v.pricePerHour.trim();
      return {
        name,
        enabled: true,
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

/** Where calls were rejected, across a plot so wide. */
export function rejections(timeline: readonly Moment[], scale: Scale, width: number): { at: number; wide: number }[] {
  const x = (time: number) => (width * (time - scale.from)) / Math.max(1, scale.to - scale.from);
  return timeline.flatMap((m, i) => {
    if (m.rejectedCalls === 0) return [];
    const [at, next] = [x(Date.parse(m.at)), x(Date.parse(timeline[i + 1]?.at ?? "") || scale.to)];
    return [{ at, wide: Math.max(1.5, next - at) }];
  });
}

/** A variant's timeline in words, for those who do not see the plot. */
export function plotWords(o: Outcome): string {
  const most = (of: (m: Moment) => number) => o.timeline.reduce((top, m) => Math.max(top, of(m)), 0);
  const nodes = most((m) => m.nodes);
  return `${o.name}: at most ${most((m) => m.usedHd)} HD calls in use, of at most ${most((m) => m.maxHd)} that could be carried; at most ${nodes} burst ${nodes === 1 ? "node" : "nodes"} ran; ${o.rejectedCalls} ${o.rejectedCalls === 1 ? "call was" : "calls were"} rejected`;
}
