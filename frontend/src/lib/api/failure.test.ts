import { expect, test } from "vitest";
import { ApiFailure, failureKind, isPassing, toFailure } from "./failure";

test.each([
  [403, "invalid-pin", "Invalid PIN", "wrong-pin"],
  [404, "unknown-alias", "Neither conference nor gateway found", "unknown-alias"],
  [403, "participant-limit", "Participant limit reached", "room-full"],
  [503, "capacity-exceeded", "Capacity exceeded", "no-capacity"],
  [503, "maintenance", "System in maintenance mode", "maintenance"],
  [403, "invalid-token", "Invalid token", "token-gone"],
  [404, "unknown-call", "Call not found", "call-gone"],
  [503, "unavailable", "Service unavailable", "unreachable"],
  [429, "rate-limited", "Too many requests", "busy"],
  [400, "unusable-offer", "Unusable SDP offer: no audio", "unsupported"],
  [403, "waiting", "Waiting to be admitted", "waiting"],
] as const)("%i %s is %s", (status, code, text, kind) => {
  expect(failureKind(status, code, text)).toBe(kind);
});

test.each([
  [403, "Invalid PIN", "wrong-pin"],
  [404, "Conference extension not found", "unknown-alias"],
  [403, "Conference is locked", "locked"],
  [403, "Insufficient licenses", "no-capacity"],
  [403, "Conference is full", "room-full"],
  [403, "Invalid role", "not-permitted"],
] as const)("without a code, %i %j is told by its text", (status, text, kind) => {
  expect(failureKind(status, undefined, text)).toBe(kind);
});

test.each([
  [0, "unreachable"],
  [502, "unreachable"],
  [504, "unreachable"],
  [503, "maintenance"],
  [429, "busy"],
  [500, "unexpected"],
] as const)("without code and text, %i is %s", (status, kind) => {
  expect(failureKind(status, undefined, "<html>")).toBe(kind);
});

test("an unknown code falls back to the text", () => {
  expect(failureKind(403, "brand-new", "Invalid PIN")).toBe("wrong-pin");
});

test("only passing failures are tried again", () => {
  expect(isPassing(new ApiFailure("unreachable", 502, ""))).toBe(true);
  expect(isPassing(new ApiFailure("maintenance", 503, ""))).toBe(false);
  expect(isPassing(new Error("x"))).toBe(false);
});

test("any error becomes a failure", () => {
  const failure = new ApiFailure("locked", 403, "");
  expect(toFailure(failure)).toBe(failure);
  expect(toFailure(new Error("odd"))).toMatchObject({ kind: "unexpected", detail: "odd" });
});
