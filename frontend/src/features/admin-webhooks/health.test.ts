import { expect, test } from "vitest";
import { type Fares, type Health, healthOf, openWords } from "./health";

const well: Fares = { enabled: true, lag: "0", pending: 0, parked: 0 };

test.each<[Partial<Fares>, Health]>([
  [{}, "well"],
  [{ lag: null }, "well"],
  [{ lag: "3" }, "behind"],
  [{ pending: 1 }, "behind"],
  [{ replay: { position: "3" }, pending: 1 }, "replaying"],
  [{ pausedUntil: "2026-11-21T08:00:00Z", pending: 3 }, "silent"],
  [{ parked: 2, pending: 3 }, "parked"],
  [{ parked: 2, failingSince: "2026-11-21T08:00:00Z" }, "failing"],
  [{ enabled: false, failingSince: "2026-11-21T08:00:00Z" }, "off"],
])("%j is %s", (change, health) => {
  expect(healthOf({ ...well, ...change })).toBe(health);
});

test("what is open", () => {
  expect(openWords(well)).toBe("up to date");
  expect(openWords({ ...well, lag: null, pending: 10_000, parked: 1 })).toBe("unknown, 10,000 waiting, 1 parked");
});
