import { expect, test } from "vitest";
import { parseCsv } from "../../lib/csv";
import { compared, courseCsv, fileName, ordered, outcomeCsv } from "./compared";
import type { Outcome } from "./simulation";

const outcome = (name: string, part: Partial<Outcome> = {}): Outcome => ({
  __typename: "BurstingOutcome",
  name,
  thresholdHd: 5,
  minLifetimeMinutes: 50,
  rejectedCalls: 3,
  starts: 2,
  nodeHours: 1.5,
  cost: { __typename: "BurstingCost", amount: "0.90", currency: "EUR" },
  minutesAboveThreshold: 12.25,
  timeline: [{ __typename: "BurstingOutcomePoint", at: "2026-03-01T00:00:00Z", usedHd: 4, maxHd: 10, nodes: 1, rejectedCalls: 3 }],
  ...part,
});

const present = { enabled: true, thresholdHd: 5, minLifetimeMinutes: 50 };
const nothing = { thresholdHd: null, minLifetimeMinutes: null, startMinutes: null };

test.each([
  ["says nothing", { ...nothing, enabled: true }, true],
  ["says what is the case", { ...nothing, enabled: true, minLifetimeMinutes: 50 }, true],
  ["has another minimum lifetime", { ...nothing, enabled: true, minLifetimeMinutes: 10 }, false],
  ["has the threshold everywhere, also where a location has its own", { ...nothing, enabled: true, thresholdHd: 5 }, false],
  ["has another start", { ...nothing, enabled: true, startMinutes: 4 }, false],
  ["is off", { enabled: false }, false],
])("a variant that %s has the settings of today, or not", (_, variant, isPresent) => {
  expect(compared({ outcomes: [outcome("A")] }, [variant], present)[0]).toMatchObject({ isPresent });
  expect(compared({ outcomes: [outcome("A")] }, [variant], null)[0], "nobody knows").toMatchObject({ isPresent: false });
});

test("where bursting is off, that is how it is today", () => {
  const off = { ...present, enabled: false };
  const all = compared({ outcomes: [outcome("A"), outcome("B")] }, [{ ...nothing, enabled: true }, { enabled: false }], off);
  expect(all.map((c) => c.isPresent)).toEqual([false, true]);
});

const all = compared(
  {
    outcomes: [
      outcome("=A", { rejectedCalls: 9, cost: null }),
      outcome("B; eager", { rejectedCalls: 1 }),
      outcome("C", { rejectedCalls: 9, cost: { __typename: "BurstingCost", amount: "0.10", currency: "EUR" }, timeline: [] }),
    ],
  },
  [nothing, nothing, { enabled: false }],
  present,
);

test("they stand in the order that was asked for, those that are alike as they were entered", () => {
  const names = (order: Parameters<typeof ordered>[1]) => ordered(all, order).map((c) => c.outcome.name);
  expect(names("")).toEqual(["=A", "B; eager", "C"]);
  expect(names("rejectedCalls")).toEqual(["B; eager", "=A", "C"]);
  expect(names("cost"), "what has no price comes last").toEqual(["C", "B; eager", "=A"]);
});

test("a spreadsheet reads what came of them, and executes no name", () => {
  const [head, ...rows] = parseCsv(outcomeCsv(812, all)).map((l) => l.cells);
  const of = (row: number) => Object.fromEntries((head ?? []).map((name, i) => [name, rows[row]?.[i]]));
  expect(of(0)).toMatchObject({ name: "'=A", cost: "", currency: "" });
  expect(of(1)).toEqual({
    name: "B; eager", enabled: "true", threshold: "5", min_lifetime_minutes: "50", calls: "812", rejected: "1", starts: "2",
    node_hours: "1.500", cost: "0.90", currency: "EUR", minutes_at_threshold: "12.3", most_nodes: "1",
  });
  expect(of(2), "what is off has no settings").toMatchObject({ enabled: "false", threshold: "", min_lifetime_minutes: "", most_nodes: "0" });
});

test("and their course, one line for each moment", () => {
  const lines = parseCsv(courseCsv(all)).map((l) => l.cells);
  expect(lines).toHaveLength(3);
  expect(lines[2]).toEqual(["B; eager", "true", "5", "50", "2026-03-01T00:00:00Z", "4", "10", "1", "3"]);
  expect(fileName("course", { from: "2026-03-01T00:00:00Z", to: "2026-03-08T00:00:00Z" })).toBe("bursting-course-2026-03-01-2026-03-08.csv");
});
