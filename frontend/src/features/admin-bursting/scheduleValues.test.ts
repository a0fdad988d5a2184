import { expect, test } from "vitest";
import type { BurstScheduleFieldsFragment } from "../../gql/graphql";
import { compare } from "../../ui/admin/compare";
import { minutesWords, scheduleInput, scheduleLabels, scheduleValues, timeZones } from "./scheduleValues";

const saved: BurstScheduleFieldsFragment = {
  id: "s",
  revision: "3",
  name: "Mornings",
  description: "",
  location: { id: "l", name: "Cloud" },
  nodes: 2,
  cron: "45 7 * * 1-5",
  timeZone: "Europe/Oslo",
  leadMinutes: 0,
  durationMinutes: 90,
  enabled: true,
  windows: [],
};

test("what was saved is sent as it was", () => {
  expect(scheduleInput(scheduleValues(saved))).toEqual({
    name: "Mornings", description: "", locationId: "l", nodes: 2, cron: "45 7 * * 1-5", timeZone: "Europe/Oslo", leadMinutes: 0, durationMinutes: 90, enabled: true,
  });
});

test("a new one follows the reader's clock", () => {
  expect(scheduleValues(null)).toMatchObject({ nodes: "1", leadMinutes: "10", durationMinutes: "60", enabled: true, timeZone: new Intl.DateTimeFormat().resolvedOptions().timeZone });
});

test("a number that is none is not sent", () => {
  expect(scheduleInput({ ...scheduleValues(saved), nodes: "", leadMinutes: "1.5", durationMinutes: "x" })).toMatchObject({ nodes: undefined, leadMinutes: undefined, durationMinutes: undefined });
});

test("two versions differ in words", () => {
  expect(compare({ ...scheduleValues(saved), locationId: { id: "m", name: "Other" } }, { ...scheduleValues(saved), enabled: false }, scheduleLabels)).toEqual([
    { label: "Location", mine: "Other", theirs: "Cloud" },
    { label: "Enabled", mine: "on", theirs: "off" },
  ]);
});

test("a zone that the browser does not know can be kept", () => {
  const values = timeZones("Mars/Olympus_Mons").map((z) => z.value);
  expect(values).toContain("Mars/Olympus_Mons");
  expect(values).toContain("Europe/Oslo");
  expect(timeZones("UTC").filter((z) => z.value === "UTC")).toHaveLength(1);
});

test("minutes are told in their largest units", () => {
  expect([0, 5, 60, 90, 1500, 2880].map(minutesWords)).toEqual(["0 min", "5 min", "1 h", "1 h 30 min", "1 d 1 h", "2 d"]);
});
