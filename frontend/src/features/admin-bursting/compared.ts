import { toCsv } from "../../lib/csv";
import type { BurstingVariantInput } from "../../gql/graphql";
import type { Outcome, Present, Simulation } from "./simulation";

/** A variant with what came of it. */
export interface Compared {
  /** Its place as it was asked for; that of the first is 0. */
  place: number;
  outcome: Outcome;
  enabled: boolean;
  /** It has the settings that count now. */
  isPresent: boolean;
}

/** Puts together what was asked for and what came of it. */
export function compared({ outcomes }: Pick<Simulation, "outcomes">, variants: readonly BurstingVariantInput[], present: Present): Compared[] {
  return outcomes.map((outcome, place) => {
    const v = variants[place];
    const enabled = v?.enabled !== false;
    return { place, outcome, enabled, isPresent: v !== undefined && present !== null && isPresent(v, present) };
  });
}

/** A threshold that was typed counts in locations that have one of their own, too: it is not what counts now, be it the same number. */
function isPresent(v: BurstingVariantInput, present: NonNullable<Present>): boolean {
  if (v.enabled === false || !present.enabled) return (v.enabled !== false) === present.enabled;
  return (v.thresholdHd ?? null) === null && (v.minLifetimeMinutes ?? present.minLifetimeMinutes) === present.minLifetimeMinutes && (v.startMinutes ?? null) === null;
}

export const orders = {
  rejectedCalls: "Fewest rejected calls",
  starts: "Fewest starts",
  nodeHours: "Fewest node hours",
  cost: "Lowest cost",
  minutesAboveThreshold: "Least time at the threshold",
} as const;

export type Order = keyof typeof orders;

const sortValue = (o: Outcome, order: Order): number => (order === "cost" ? Number(o.cost?.amount ?? Infinity) : o[order]);

/** By a measure, then as they were asked for; without an order, as they were asked for. */
export function ordered(all: readonly Compared[], order: Order | ""): readonly Compared[] {
  if (order === "") return all;
  const by = (c: Compared) => sortValue(c.outcome, order);
  return [...all].sort((a, b) => (by(a) === by(b) ? 0 : by(a) - by(b)) || a.place - b.place);
}

export const mostNodes = (o: Outcome): number => o.timeline.reduce((top, m) => Math.max(top, m.nodes), 0);

const settings = ({ outcome: o, enabled }: Compared) => [o.name, String(enabled), enabled ? String(o.thresholdHd) : "", enabled ? String(o.minLifetimeMinutes) : ""];
const settingNames = ["name", "enabled", "threshold", "min_lifetime_minutes"];

/** What came of all variants, in the columns that the command line has, as far as it is told. */
export function outcomeCsv(calls: number, all: readonly Compared[]): string {
  return toCsv([
    [...settingNames, "calls", "rejected", "starts", "node_hours", "cost", "currency", "minutes_at_threshold", "most_nodes"],
    ...all.map((c) => {
      const o = c.outcome;
      return [...settings(c), String(calls), String(o.rejectedCalls), String(o.starts), o.nodeHours.toFixed(3), o.cost?.amount ?? "", o.cost?.currency ?? "", o.minutesAboveThreshold.toFixed(1), String(mostNodes(o))];
    }),
  ]);
}

/** The course of all variants. */
export function courseCsv(all: readonly Compared[]): string {
  return toCsv([
    [...settingNames, "time", "used_hd", "max_hd", "burst_nodes", "rejected"],
    ...all.flatMap((c) => c.outcome.timeline.map((m) => [...settings(c), m.at, String(m.usedHd), String(m.maxHd), String(m.nodes), String(m.rejectedCalls)])),
  ]);
}

/** What a file is called; the days tell one replay from another. */
export const fileName = (what: string, { from, to }: Pick<Simulation, "from" | "to">): string => `bursting-${what}-${from.slice(0, 10)}-${to.slice(0, 10)}.csv`;
