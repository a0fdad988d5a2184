import { expect, test } from "vitest";
import { emptyMeeting } from "../../lib/meeting/state";
import type { MediaStatus } from "./callkeeper";
import { floorStep } from "./floor";

const screen = {} as MediaStream;

function at(self: string, presenter: string | null, status: MediaStatus, synced = true, shared = true) {
  return {
    screen: shared ? screen : null,
    meeting: { ...emptyMeeting(self, true, true), synced, presenter: presenter === null ? null : { id: presenter, name: presenter } },
    call: { status, callId: "", failure: null },
  };
}

test.each([
  ["nothing is shared", at("me", null, "recovering"), at("me", null, "connected", true, false), null],
  ["the call is back and the floor is free", at("me", null, "recovering"), at("me", null, "connected"), "retake"],
  ["the path healed, the floor was kept", at("me", "me", "recovering"), at("me", "me", "connected"), null],
  ["somebody else presents by now", at("me", "other", "recovering"), at("me", "other", "connected"), "displaced"],
  ["joined again: not connected yet", at("old", "old", "connected"), at("new", null, "connecting", false), null],
  ["joined again: who presents is not known yet", at("new", null, "connecting", false), at("new", null, "connected", false), null],
  ["joined again, connected first", at("new", null, "connected", false), at("new", null, "connected"), "retake"],
  ["joined again, known first", at("new", null, "connecting"), at("new", null, "connected"), "retake"],
  ["displaced", at("me", "me", "connected"), at("me", "other", "connected"), "displaced"],
  ["ended by a host", at("me", "me", "connected"), at("me", null, "connected"), "ended"],
  ["the call broke", at("me", "me", "recovering"), at("me", null, "recovering"), null],
  ["the share begins: the floor is being asked for", at("me", null, "connected", true, false), at("me", null, "connected"), null],
  ["the share begins: it is ours", at("me", null, "connected"), at("me", "me", "connected"), null],
] as const)("%s", (_, before, now, step) => {
  expect(floorStep(before, now)).toBe(step);
});
