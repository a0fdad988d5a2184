import { expect, test } from "vitest";
import type { FailureKind } from "../../lib/api/failure";
import type { EndReason } from "../../lib/api/reason";
import { endedWords, failedWords } from "./texts";

const failures: FailureKind[] = ["unknown-alias", "locked", "room-full", "no-capacity", "maintenance", "blocked", "busy", "unreachable", "unsupported", "unexpected"];
const ends: EndReason[] = [
  "left",
  "ended-by-host",
  "ended-by-administrator",
  "removed",
  "removed-by-administrator",
  "nobody-admitted",
  "pin-timeout",
  "pin-tries",
  "no-host",
  "last-one",
  "connection-lost",
  "node-stopped",
  "elsewhere",
  "other",
];

test("each failure has words of its own", () => {
  expect(new Set(failures.map((f) => failedWords(f, "team").title)).size).toBe(failures.length);
  expect(failedWords("unknown-alias", "team").text).toContain("“team”");
});

test("each end says what happened", () => {
  expect(new Set(ends.map((e) => endedWords(e).text)).size).toBe(ends.length);
});
