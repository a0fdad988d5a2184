// What the page shows of a participant's way through a meeting.

import type { ApiFailure, FailureKind } from "../../lib/api/failure";
import type { EndReason } from "../../lib/api/reason";
import type { Announcement } from "../../lib/meeting/announce";
import type { MeetingState } from "../../lib/meeting/state";
import type { CallState } from "./callkeeper";

export type Phase =
  | { kind: "ready" }
  | { kind: "connecting" }
  | { kind: "pin"; guestPin: boolean; wrong: boolean; checking: boolean }
  | { kind: "extension"; wrong: boolean; checking: boolean }
  | { kind: "waiting"; for: "host" | "admission" }
  | { kind: "stage" }
  | { kind: "ended"; reason: EndReason; detail: string }
  | { kind: "failed"; failure: FailureKind; detail: string };

export interface Notice extends Announcement {
  key: number;
  /** Something went wrong: shown, and said at once. */
  error: boolean;
}

export interface SessionState {
  phase: Phase;
  conferenceName: string;
  /** The event stream: "lost" while it is being reopened. */
  link: "ok" | "lost";
  meeting: MeetingState | null;
  call: CallState;
  microphoneOn: boolean;
  cameraOn: boolean;
  audioOnly: boolean;
  /** One's own screen being shared. */
  screen: MediaStream | null;
  notices: readonly Notice[];
}

export const initialState: SessionState = {
  phase: { kind: "ready" },
  conferenceName: "",
  link: "ok",
  meeting: null,
  call: { status: "off", callId: "", failure: null },
  microphoneOn: true,
  cameraOn: true,
  audioOnly: false,
  screen: null,
  notices: [],
};

/** Refusals of a command, in one sentence for its author. */
export function commandRefusal(failure: ApiFailure, what: string): string {
  switch (failure.kind) {
    case "not-permitted":
      return `${what}: only hosts may do that`;
    case "chat-disabled":
      return "Chat is switched off in this meeting";
    case "presentation-denied":
      return "You may not present in this meeting";
    case "waiting":
      return `${what}: wait until you have been let in`;
    case "unreachable":
      return `${what}: the meeting cannot be reached just now`;
    case "no-capacity":
      return `${what}: the server has no room for it just now`;
    default:
      return `${what}: that did not work`;
  }
}
