import { expect, test } from "vitest";
import type { EventName } from "../api/events";
import type { WireParticipant } from "../api/wire";
import { chatLimit, emptyMeeting, fold, waitingFor, type MeetingState } from "./state";

const wire = (uuid: string, more: Partial<WireParticipant> = {}): WireParticipant => ({
  uuid,
  display_name: uuid,
  role: "guest",
  service_type: "conference",
  is_video_call: "YES",
  ...more,
});

type Event = [EventName, unknown];
const run = (events: Event[], from: MeetingState = emptyMeeting("me", true, true)) =>
  events.reduce((state, [name, data]) => fold(state, name, data, 5), from);
const sync = (...people: WireParticipant[]): Event[] => [
  ["participant_sync_begin", {}],
  ...people.map((p): Event => ["participant_create", p]),
  ["participant_sync_end", {}],
];

test("a roster counts only once it is whole", () => {
  const half = run([["participant_sync_begin", {}], ["participant_create", wire("a")]]);
  expect(half.people.size).toBe(0);
  expect(half.synced).toBe(false);
  const whole = run([["participant_sync_end", {}]], half);
  expect(Array.from(whole.people.keys())).toEqual(["a"]);
  expect(whole.synced).toBe(true);
});

test("a second roster replaces the first: who left meanwhile is gone", () => {
  const first = run(sync(wire("a"), wire("b")));
  expect(Array.from(run(sync(wire("b"), wire("c")), first).people.keys())).toEqual(["b", "c"]);
});

test("an event during a synchronisation goes into the new roster", () => {
  const state = run([
    ...sync(wire("a")),
    ["participant_sync_begin", {}],
    ["participant_create", wire("a")],
    ["participant_create", wire("b")],
    ["participant_delete", { uuid: "a" }],
    ["participant_sync_end", {}],
  ]);
  expect(Array.from(state.people.keys())).toEqual(["b"]);
});

test("flags of either age are read", () => {
  const state = run(sync(wire("a", { role: "chair", is_muted: "YES", is_client_muted: true, buzz_time: 3.5, service_type: "waiting_room" })));
  expect(state.people.get("a")).toMatchObject({ role: "host", muted: true, clientMuted: true, handSince: 3.5, waiting: true });
});

test("a text over the picture is the name shown", () => {
  expect(run(sync(wire("a", { overlay_text: "Room 4" }))).people.get("a")?.name).toBe("Room 4");
  expect(run(sync(wire("a", { overlay_text: "", display_name: "" }))).people.get("a")?.name).toBe("Someone");
});

test("a presentation that began or ended unheard shows after a resync", () => {
  const presenting = run([...sync(wire("a")), ["presentation_start", { presenter_uuid: "a", presenter_name: "a" }]]);
  expect(run(sync(wire("a")), presenting).presenter).toBeNull();
  expect(run(sync(wire("a", { is_presenting: "YES" }))).presenter).toEqual({ id: "a", name: "a" });
});

test("an update of the conference changes what it names", () => {
  const state = run([
    ["conference_update", { locked: true, started: true }],
    ["conference_update", { guests_muted: true }],
  ]);
  expect(state.conference).toMatchObject({ locked: true, started: true, guestsMuted: true, chatEnabled: true });
});

test("the stage is ordered by its index", () => {
  const state = run([
    ["stage", [{ stage_index: 1, participant_uuid: "b", vad: 0 }, { stage_index: 0, participant_uuid: "a", vad: 60 }]],
  ]);
  expect(state.stage).toEqual([{ id: "a", voice: 60 }, { id: "b", voice: 0 }]);
});

test("chat keeps the newest and drops one's own echo and what is no text", () => {
  const message = (uuid: string, payload: string, type = "text/plain"): Event => [
    "message_received",
    { origin: uuid, uuid, type, payload },
  ];
  let state = run([message("me", "echo"), message("a", "{}", "application/json")]);
  expect(state.chat).toHaveLength(0);
  state = run(Array.from({ length: chatLimit + 3 }, (_, i) => message("a", String(i))), state);
  expect(state.chat).toHaveLength(chatLimit);
  expect(state.chat.at(-1)).toMatchObject({ text: String(chatLimit + 2), own: false, at: 5 });
  expect(new Set(state.chat.map((m) => m.key)).size).toBe(chatLimit);
  expect(state.chatCount).toBe(chatLimit + 3);
});

test("why one waits follows the lock", () => {
  const parked = sync(wire("me", { service_type: "waiting_room" }));
  expect(waitingFor(run(parked))).toBe("host");
  expect(waitingFor(run([...parked, ["conference_update", { locked: true }]]))).toBe("admission");
  expect(waitingFor(run(sync(wire("me"))))).toBeNull();
});

test("an unknown or empty event changes nothing", () => {
  const state = run(sync(wire("a")));
  expect(fold(state, "ping", null, 0)).toBe(state);
  expect(fold(state, "participant_sync_end", {}, 0)).toBe(state);
});
