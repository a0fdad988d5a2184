import { expect, test } from "vitest";
import type { WireSlot } from "../lib/api/wire";
import { emptyMeeting, toPerson, type MeetingState, type Person } from "../lib/meeting/state";
import { tiles } from "./slots";

const person = (id: string, more: Partial<Person> = {}): Person => ({
  ...toPerson({ uuid: id, display_name: id, role: "guest", is_video_call: "YES", start_time: id.charCodeAt(0) }),
  ...more,
});
const slot = (mid: string, role: WireSlot["role"], participant_uuid: string | null): WireSlot => ({
  mid,
  kind: role === "audio" ? "audio" : "video",
  role,
  participant_uuid,
});
const meeting = (people: Person[], slots: WireSlot[], more: Partial<MeetingState> = {}): MeetingState => ({
  ...emptyMeeting("me", true, true),
  people: new Map(people.map((p) => [p.id, p])),
  slots: { callId: "c1", slots },
  ...more,
});
const brief = (state: MeetingState) => {
  const { big, small } = tiles(state, "c1");
  return [big, ...small].map((t) => t && `${t.personId}:${t.role}:${t.mid ?? "-"}`);
};
const me = person("me");

test("the main slot is large, oneself leads the strip, thumbnails follow in their order", () => {
  const state = meeting(
    [me, person("a"), person("b"), person("c")],
    [slot("0", "audio", "a"), slot("3", "main", "b"), slot("4", "thumbnail", "c"), slot("5", "thumbnail", "a"), slot("6", "thumbnail", null)],
  );
  expect(brief(state)).toEqual(["b:main:3", "me:self:-", "c:thumbnail:4", "a:thumbnail:5"]);
});

test("a presentation is large, its presenter still has a face", () => {
  const state = meeting([me, person("a")], [slot("3", "main", "a"), slot("12", "presentation", "a")]);
  expect(brief(state)).toEqual(["a:presentation:12", "me:self:-", "a:main:3"]);
  const { big, small } = tiles(state, "c1");
  expect(new Set([big, ...small].map((t) => t?.key)).size).toBe(3);
});

test("one's own presentation is not shown to oneself", () => {
  const state = meeting([me, person("a")], [slot("3", "main", "a"), slot("12", "presentation", "me")]);
  expect(brief(state)).toEqual(["a:main:3", "me:self:-"]);
});

test("without pictures the stage's order decides, and the strip holds the rest", () => {
  const state = meeting([me, person("a"), person("b")], [slot("3", "main", null)], { stage: [{ id: "b", voice: 70 }, { id: "a", voice: 0 }] });
  expect(brief(state)).toEqual(["b:none:-", "me:self:-", "a:none:-"]);
  expect(tiles(state, "c1").big?.speaking).toBe(true);
});

test("people without a slot come after those with one", () => {
  const state = meeting([me, person("a", { audioOnly: true }), person("b")], [slot("3", "main", "b")]);
  expect(brief(state)).toEqual(["b:main:3", "me:self:-", "a:none:-"]);
});

test("one's own picture stays while the call is placed anew", () => {
  const off = (own: Partial<Person>) => {
    const { big, small } = tiles(meeting([person("me", own), person("a", { audioOnly: true })], []), "c1");
    return [big, ...small].map((t) => t && `${t.personId} ${t.cameraOff}`);
  };
  expect(off({ hasMedia: false, audioOnly: true })).toEqual(["a true", "me false"]);
  expect(off({ cameraOff: true })).toEqual(["a true", "me true"]);
});

test("nobody else: oneself is large", () => {
  expect(brief(meeting([me], []))).toEqual(["me:self:-"]);
  expect(tiles(meeting([], []), "c1")).toEqual({ big: null, small: [] });
});

test("slots of an earlier call, of strangers, of oneself and repeats are no tiles with pictures", () => {
  const people = [me, person("a")];
  const slots = [slot("3", "main", "gone"), slot("4", "thumbnail", "me"), slot("5", "thumbnail", "a"), slot("6", "thumbnail", "a")];
  expect(brief(meeting(people, slots))).toEqual(["a:thumbnail:5", "me:self:-"]);
  expect(tiles(meeting(people, [slot("3", "main", "a")]), "c2").big).toMatchObject({ role: "none", mid: null });
});

test("the parked and those without media are not on the stage", () => {
  const state = meeting([me, person("a", { waiting: true }), person("b", { hasMedia: false })], []);
  expect(brief(state)).toEqual(["me:self:-"]);
});

test("marks: muted either way, and who is muted does not speak", () => {
  const state = meeting([me, person("a", { clientMuted: true, handSince: 3, spotlightSince: 2, cameraOff: true })], [slot("3", "main", "a")], {
    stage: [{ id: "a", voice: 90 }],
  });
  expect(tiles(state, "c1").big).toMatchObject({ muted: true, speaking: false, hand: true, spotlight: true, cameraOff: true });
});
