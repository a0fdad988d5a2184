import { expect, test } from "vitest";
import { atRows, meetingInput, meetingValues } from "./values";

test("a PIN that was not touched is not sent", () => {
  expect(meetingInput(meetingValues(null))).not.toHaveProperty("hostPin");
});

test("a typed PIN is sent, a cleared one is null", () => {
  const values = { ...meetingValues(null), hostPin: "1234", clearGuestPin: true, guestPin: "99" };
  expect(meetingInput(values)).toMatchObject({ hostPin: "1234", guestPin: null });
});

test("an empty limit is no limit, and zero is zero", () => {
  expect(meetingInput({ ...meetingValues(null), participantLimit: "" }).participantLimit).toBeNull();
  expect(meetingInput({ ...meetingValues(null), participantLimit: "0" }).participantLimit).toBe(0);
});

test("empty alias rows are dropped", () => {
  const aliases = [{ alias: "team", description: "" }, { alias: " ", description: "x" }];
  expect(meetingInput({ ...meetingValues(null), aliases }).aliases).toEqual([{ alias: "team", description: "" }]);
});

test("a refusal of an alias is put to the row that was typed", () => {
  const aliases = [{ alias: " ", description: "" }, { alias: "a", description: "" }, { alias: "b", description: "" }];
  const refusals = [
    { code: "ALIAS_TAKEN", field: ["aliases", "1", "alias"], message: "taken" },
    { code: "REQUIRED", field: ["name"], message: "needed" },
  ];
  expect(atRows({ ...meetingValues(null), aliases }, refusals)?.map((r) => r.field)).toEqual([["aliases", "2", "alias"], ["name"]]);
});
