import { expect, test } from "vitest";
import type { AuditoriumFieldsFragment, ReceptionFieldsFragment, RoomFieldsFragment, TestCallFieldsFragment } from "../../gql/graphql";
import { compare } from "../../ui/admin/compare";
import { atRows, auditoriumInput, auditoriumValues, meetingInput, meetingValues, receptionInput, receptionValues, roomInput, roomLabels, roomValues, testCallInput, testCallValues } from "./values";

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

const shared = {
  name: "n",
  description: "d",
  tag: "t",
  aliases: [{ alias: "a", description: "b" }],
  callType: "AUDIO",
  maxQuality: "SD",
  encryption: "REQUIRED",
  maxCallRateIn: 512,
  maxCallRateOut: 1024,
  themeId: "theme1",
} as const;
const meeting = {
  ...shared,
  allowGuests: true,
  guestsCanPresent: false,
  muteAllGuests: true,
  enableChat: "NO",
  participantLimit: 7,
  primaryOwnerEmail: "o@example.com",
  automaticParticipants: ["p2", "p1"],
  enableOverlayText: true,
  enableActiveSpeakerIndication: true,
} as const;
const pins = { hasHostPin: true, hasGuestPin: true };

test("each kind gives back what it was given", () => {
  const room = { ...meeting, layout: "TWO_MAINS_TWENTYONE_PIPS" };
  expect(roomInput(roomValues({ ...room, ...pins } as unknown as RoomFieldsFragment))).toEqual(room);
  const auditorium = { ...meeting, hostLayout: "NINE_MAINS_ZERO_PIPS", guestLayout: "ONE_MAIN_ZERO_PIPS", guestsCanSeeGuests: "NEVER", forcePresenterIntoMain: true };
  expect(auditoriumInput(auditoriumValues({ ...auditorium, ...pins } as unknown as AuditoriumFieldsFragment))).toEqual(auditorium);
  const reception = { ...shared, matchString: "1(.*)", replaceString: "$1", digits: 4, lookupLocationId: "l1" };
  expect(receptionInput(receptionValues(reception as unknown as ReceptionFieldsFragment))).toEqual(reception);
  const testCall = { ...shared, duration: 60 };
  expect(testCallInput(testCallValues(testCall as unknown as TestCallFieldsFragment))).toEqual(testCall);
});

test("no theme and no rate are null", () => {
  expect(meetingInput(meetingValues(null))).toMatchObject({ themeId: null, maxCallRateIn: null, maxCallRateOut: null, automaticParticipants: [] });
});

test("a refused participant is shown at the choice of all", () => {
  expect(atRows(meetingValues(null), [{ code: "NOT_FOUND", field: ["automaticParticipants", "3"], message: "" }])?.[0]?.field).toEqual(["automaticParticipants"]);
});

test("versions are compared with the names of what is chosen", () => {
  const names = new Map([["p1", "recorder"]]);
  const mine = { ...roomValues(null), automaticParticipants: ["p1", "p9"], themeId: { id: "t1", name: "Brand" }, layout: "ONE_MAIN_ZERO_PIPS" };
  expect(compare(mine, roomValues(null), roomLabels(names))).toEqual([
    { label: "Theme", mine: "Brand", theirs: "the default one" },
    { label: "Automatic participants", mine: "recorder, another one", theirs: "" },
    { label: "Layout", mine: "1 large", theirs: "1 large, up to 7 small" },
  ]);
});
