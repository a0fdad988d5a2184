import { expect, test } from "vitest";
import { announcements } from "./announce";
import { emptyMeeting, toPerson, withMessage, type MeetingState, type Person } from "./state";

const person = (id: string, more: Partial<Person> = {}): Person => ({ ...toPerson({ uuid: id, display_name: id, role: "guest" }), ...more });
const meeting = (people: Person[], more: Partial<MeetingState> = {}): MeetingState => ({
  ...emptyMeeting("me", true, true),
  synced: true,
  people: new Map(people.map((p) => [p.id, p])),
  ...more,
});
const said = (before: MeetingState, after: MeetingState) => announcements(before, after).map((a) => a.text);

test("the first roster is no news, and a roster being received says nothing", () => {
  expect(said(meeting([], { synced: false }), meeting([person("a")]))).toEqual([]);
  expect(said(meeting([]), meeting([person("a")], { incoming: new Map() }))).toEqual([]);
});

test("arrivals and departures, but not one's own", () => {
  expect(said(meeting([]), meeting([person("a"), person("me")]))).toEqual(["a joined"]);
  expect(said(meeting([person("a"), person("me")]), meeting([]))).toEqual(["a left"]);
});

test("a crowd is one sentence", () => {
  expect(said(meeting([]), meeting(["a", "b", "c", "d"].map((id) => person(id))))).toEqual(["4 people joined"]);
});

test("who waits knocks, and joins when let in; who gives up says nothing", () => {
  const parked = meeting([person("a", { waiting: true })]);
  expect(said(meeting([]), parked)).toEqual(["a is waiting to be let in"]);
  expect(said(parked, meeting([person("a")]))).toEqual(["a joined"]);
  expect(said(parked, meeting([]))).toEqual([]);
});

test("a hand is announced when it goes up", () => {
  const up = meeting([person("a", { handSince: 4 })]);
  expect(said(meeting([person("a")]), up)).toEqual(["a raised a hand"]);
  expect(said(up, meeting([person("a")]))).toEqual([]);
});

test("what happens to oneself", () => {
  const before = meeting([person("me")]);
  expect(said(before, meeting([person("me", { muted: true })]))).toEqual(["You have been muted"]);
  expect(said(before, meeting([person("me", { role: "host" })]))).toEqual(["You are a host now"]);
  expect(said(meeting([person("me", { waiting: true })]), before)).toEqual(["You are in the meeting"]);
});

test("presentations, the lock and messages of others", () => {
  const none = meeting([]);
  const shown = meeting([], { presenter: { id: "a", name: "Anna" } });
  expect(said(none, shown)).toEqual(["Anna is presenting"]);
  expect(said(shown, none)).toEqual(["The presentation has ended"]);
  expect(said(none, meeting([], { presenter: { id: "me", name: "Me" } }))).toEqual([]);
  const locked = meeting([], { conference: { ...none.conference, locked: true } });
  expect(said(none, locked)).toEqual(["The meeting is locked"]);
  const message = { from: "Anna", fromId: "a", own: false, text: "hi", at: 0 };
  expect(said(none, withMessage(none, message))).toEqual(["Message from Anna: hi"]);
  expect(said(none, withMessage(none, { ...message, own: true }))).toEqual([]);
});
