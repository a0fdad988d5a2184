import type { BurstScheduleFieldsFragment, BurstScheduleUpdateInput } from "../../gql/graphql";
import { type Choice, choiceLabel, choiceOf } from "../../ui/admin/choices";
import type { Labels } from "../../ui/admin/compare";
import type { Option } from "../../ui/admin/fields";
import type { Sent } from "../../ui/admin/inputs";
import { optionalNumber } from "../../ui/admin/refusals";

/** What the form holds; numbers are text while they are typed. */
export interface ScheduleValues {
  name: string;
  description: string;
  locationId: Choice | null;
  nodes: string;
  cron: string;
  timeZone: string;
  leadMinutes: string;
  durationMinutes: string;
  enabled: boolean;
}

/** The zone of the reader's own clock. */
export const here = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";

export const scheduleValues = (s: BurstScheduleFieldsFragment | null): ScheduleValues => ({
  name: s?.name ?? "",
  description: s?.description ?? "",
  locationId: choiceOf(s?.location),
  nodes: String(s?.nodes ?? 1),
  cron: s?.cron ?? "",
  timeZone: s?.timeZone ?? here(),
  leadMinutes: String(s?.leadMinutes ?? 10),
  durationMinutes: String(s?.durationMinutes ?? 60),
  enabled: s?.enabled ?? true,
});

/** A number that is empty or none is sent as nothing: the server says what it needs. */
const number = (text: string): number | undefined => {
  const n = optionalNumber(text);
  return n === null || !Number.isInteger(n) ? undefined : n;
};

export const scheduleInput = (v: ScheduleValues) =>
  ({
    name: v.name,
    description: v.description,
    locationId: v.locationId?.id ?? "",
    nodes: number(v.nodes),
    cron: v.cron.trim(),
    timeZone: v.timeZone,
    leadMinutes: number(v.leadMinutes),
    durationMinutes: number(v.durationMinutes),
    enabled: v.enabled,
  }) satisfies Sent<BurstScheduleUpdateInput>;

export const scheduleLabels: Labels<ScheduleValues> = {
  name: "Name",
  description: "Description",
  locationId: choiceLabel("Location", "none"),
  nodes: "Nodes",
  cron: "Begins",
  timeZone: "Time zone",
  leadMinutes: "Started before",
  durationMinutes: "Lasts",
  enabled: "Enabled",
};

/** The zones that the browser knows, and the one that is set, which it may not. */
export function timeZones(set: string): readonly Option[] {
  const known = Intl.supportedValuesOf("timeZone");
  const all = new Set(["UTC", ...known, ...(set ? [set] : [])]);
  return [...all].sort().map((zone) => ({ value: zone, label: zone.replaceAll("_", " ") }));
}

/** Minutes as people say them. */
export function minutesWords(minutes: number): string {
  const parts = [
    [Math.floor(minutes / 1440), "d"],
    [Math.floor((minutes % 1440) / 60), "h"],
    [minutes % 60, "min"],
  ] as const;
  return (
    parts
      .filter(([n]) => n > 0)
      .map(([n, unit]) => `${n} ${unit}`)
      .join(" ") || "0 min"
  );
}

const span = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });

/** From when until when nodes have to be there, in the reader's own zone. */
export const windowWords = (w: { from: string; until: string }): string => span.formatRange(new Date(w.from), new Date(w.until));
