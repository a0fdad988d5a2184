import { expect, test } from "vitest";
import { fieldsOf, patchOf, problemOf } from "./bulkFields";

test("what is left alone is left out", () => {
  expect(patchOf({})).toEqual({});
  expect(patchOf({ tag: undefined, description: "" })).toEqual({ description: "" });
});

test("each field is sent as the API takes it", () => {
  expect(patchOf({ tag: "a", allowGuests: "OFF", muteAllGuests: "ON", participantLimit: " ", maxCallRateIn: "512", themeId: "", encryption: "REQUIRED", automaticParticipants: [] })).toEqual({
    tag: "a",
    allowGuests: false,
    muteAllGuests: true,
    participantLimit: null,
    maxCallRateIn: 512,
    themeId: null,
    encryption: "REQUIRED",
    automaticParticipants: [],
  });
});

test("a kind is offered its own fields", () => {
  expect(fieldsOf("TestCall", false)).toEqual(["description", "tag", "duration", "callType", "maxQuality"]);
  expect(fieldsOf("Reception", true)).toEqual(["themeId", "encryption", "maxCallRateIn", "maxCallRateOut"]);
  expect(fieldsOf("MeetingRoom", true)).toContain("layout");
  expect(fieldsOf("MeetingRoom", true)).not.toContain("hostLayout");
  expect(fieldsOf("Auditorium", true)).not.toContain("layout");
});

test("a number is a whole one, and empty only where it may be", () => {
  expect(problemOf("participantLimit", {})).toBeNull();
  expect(problemOf("participantLimit", { participantLimit: "" })).toBeNull();
  expect(problemOf("participantLimit", { participantLimit: "1.5" })).toMatch(/whole number/);
  expect(problemOf("duration", { duration: " " })).toMatch(/required/);
  expect(problemOf("duration", { duration: "x" })).toMatch(/whole number/);
  expect(problemOf("duration", { duration: "30" })).toBeNull();
});
