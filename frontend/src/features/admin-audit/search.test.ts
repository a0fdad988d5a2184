import { expect, test } from "vitest";
import { actorWords, auditFilter, auditSearch } from "./search";

test("the address says what is shown; what it does not know is left out", () => {
  expect(auditSearch({ kind: "service", action: "FLOWN", by: "TOKEN", actor: 7, search: "", other: "x" })).toEqual({ kind: "service", by: "TOKEN", actor: "7" });
  expect(auditFilter({})).toBeNull();
  expect(auditFilter({ kind: "service", by: "TOKEN", from: "2026-11-21T00:00", until: "nonsense" })).toEqual({
    entityKinds: ["service"],
    actorKinds: ["TOKEN"],
    from: new Date("2026-11-21T00:00").toISOString(),
  });
});

test("who did it", () => {
  expect(actorWords({ kind: "ADMINISTRATOR", name: "ada" })).toBe("ada");
  expect(actorWords({ kind: "TOKEN", name: "robot" })).toBe("API token robot");
  expect(actorWords({ kind: "NODE", name: null })).toBe("A node");
});
