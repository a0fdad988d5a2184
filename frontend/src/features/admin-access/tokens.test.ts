import { describe, expect, it } from "vitest";
import { endOf, standing } from "./tokens";

const now = Date.parse("2026-11-21T12:00:00Z");

describe("standing", () => {
  it.each([
    ["ACTIVE", null, "valid"],
    ["ACTIVE", "2027-11-21T12:00:00Z", "valid"],
    ["ACTIVE", "2026-12-01T12:00:00Z", "soon"],
    ["ACTIVE", "2026-11-21T11:00:00Z", "expired"], // since the list was loaded
    ["EXPIRED", "2026-11-20T12:00:00Z", "expired"],
    ["REVOKED", "2026-12-01T12:00:00Z", "revoked"],
  ] as const)("%s until %s is %s", (state, expiresAt, want) => expect(standing({ state, expiresAt }, now)).toBe(want));
});

describe("endOf", () => {
  it("is so many days away", () => expect(endOf("30", now)).toBe("2026-12-21T12:00:00.000Z"));
  it("may be never", () => expect(endOf("", now)).toBeNull());
});
