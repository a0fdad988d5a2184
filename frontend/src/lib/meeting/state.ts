// What a participant knows of its meeting, folded from the event stream. Pure.

import type { EventName } from "../api/events";
import {
  isYes,
  type WireConferenceUpdate,
  type WireMessage,
  type WireParticipant,
  type WireSlot,
  type WireSlots,
  type WireStageEntry,
} from "../api/wire";

export interface Person {
  id: string;
  name: string;
  role: "host" | "guest" | "unknown";
  /** Parked: waits for a host or to be let in. */
  waiting: boolean;
  hasMedia: boolean;
  audioOnly: boolean;
  /** Muted on the server, by somebody else or as a guest. */
  muted: boolean;
  /** Its own microphone is off. */
  clientMuted: boolean;
  cameraOff: boolean;
  presenting: boolean;
  /** When the hand went up; 0: it is down. */
  handSince: number;
  /** When the spotlight went on; 0: it is off. */
  spotlightSince: number;
  joinedAt: number;
}

export interface Conference {
  locked: boolean;
  guestsMuted: boolean;
  started: boolean;
  chatEnabled: boolean;
  mayPresent: boolean;
}

export interface ChatMessage {
  key: number;
  from: string;
  fromId: string;
  own: boolean;
  text: string;
  at: number;
}

export interface MeetingState {
  self: string;
  people: ReadonlyMap<string, Person>;
  /** The roster being received; null outside a synchronisation. */
  incoming: ReadonlyMap<string, Person> | null;
  /** A whole roster has been received once. */
  synced: boolean;
  conference: Conference;
  stage: readonly { id: string; voice: number }[];
  presenter: { id: string; name: string } | null;
  slots: { callId: string; slots: readonly WireSlot[] } | null;
  chat: readonly ChatMessage[];
  /** Every message there ever was, so that keys stay unique. */
  chatCount: number;
}

/** Older messages leave the page; nothing of a chat is kept anywhere. */
export const chatLimit = 500;

export function emptyMeeting(self: string, chatEnabled: boolean, mayPresent: boolean): MeetingState {
  return {
    self,
    people: new Map(),
    incoming: null,
    synced: false,
    conference: { locked: false, guestsMuted: false, started: false, chatEnabled, mayPresent },
    stage: [],
    presenter: null,
    slots: null,
    chat: [],
    chatCount: 0,
  };
}

export function toPerson(wire: WireParticipant): Person {
  return {
    id: wire.uuid,
    name: wire.overlay_text || wire.display_name || wire.uri || "Someone",
    role: wire.role === "chair" ? "host" : wire.role === "guest" ? "guest" : "unknown",
    waiting: wire.service_type === "waiting_room",
    hasMedia: wire.has_media === true || isYes(wire.is_video_call) || isYes(wire.is_audio_only_call),
    audioOnly: isYes(wire.is_audio_only_call),
    muted: isYes(wire.is_muted),
    clientMuted: wire.is_client_muted === true,
    cameraOff: wire.is_video_muted === true,
    presenting: isYes(wire.is_presenting),
    handSince: wire.buzz_time ?? 0,
    spotlightSince: wire.spotlight ?? 0,
    joinedAt: wire.start_time ?? 0,
  };
}

/** Folds one event in. Unknown events change nothing. */
export function fold(state: MeetingState, name: EventName, data: unknown, now: number): MeetingState {
  switch (name) {
    case "conference_update":
      return { ...state, conference: mergeConference(state.conference, data as WireConferenceUpdate) };
    case "participant_sync_begin":
      return { ...state, incoming: new Map() };
    case "participant_sync_end":
      return withRoster(state);
    case "participant_create":
    case "participant_update":
      return withPerson(state, toPerson(data as WireParticipant));
    case "participant_delete":
      return withoutPerson(state, (data as { uuid: string }).uuid);
    case "stage":
      return { ...state, stage: toStage(data) };
    case "slots": {
      const { call_uuid, slots } = data as WireSlots;
      return { ...state, slots: { callId: call_uuid, slots } };
    }
    case "presentation_start": {
      const { presenter_uuid, presenter_name } = data as { presenter_uuid: string; presenter_name: string };
      return { ...state, presenter: { id: presenter_uuid, name: presenter_name } };
    }
    case "presentation_stop":
      return { ...state, presenter: null };
    case "message_received": {
      const message = data as WireMessage;
      if (message.type !== "text/plain" || message.uuid === state.self) return state;
      return withMessage(state, {
        from: message.origin,
        fromId: message.uuid,
        own: false,
        text: message.payload,
        at: now,
      });
    }
    default:
      return state;
  }
}

export function withMessage(state: MeetingState, message: Omit<ChatMessage, "key">): MeetingState {
  const chat = [...state.chat, { ...message, key: state.chatCount }].slice(-chatLimit);
  return { ...state, chat, chatCount: state.chatCount + 1 };
}

function mergeConference(now: Conference, update: WireConferenceUpdate): Conference {
  return {
    locked: update.locked ?? now.locked,
    guestsMuted: update.guests_muted ?? now.guestsMuted,
    started: update.started ?? now.started,
    chatEnabled: update.chat_enabled ?? now.chatEnabled,
    mayPresent: update.presentation_allowed ?? now.mayPresent,
  };
}

/** A stop that was missed while the stream was down shows in who presents now. */
function withRoster(state: MeetingState): MeetingState {
  const people = state.incoming;
  if (people === null) return state;
  const presenting = Array.from(people.values()).find((p) => p.presenting);
  const presenter = presenting === undefined ? null : { id: presenting.id, name: presenting.name };
  return { ...state, people, incoming: null, synced: true, presenter };
}

function withPerson(state: MeetingState, person: Person): MeetingState {
  if (state.incoming !== null) {
    return { ...state, incoming: new Map(state.incoming).set(person.id, person) };
  }
  return { ...state, people: new Map(state.people).set(person.id, person) };
}

function withoutPerson(state: MeetingState, id: string): MeetingState {
  const drop = (from: ReadonlyMap<string, Person>) => {
    const rest = new Map(from);
    rest.delete(id);
    return rest;
  };
  return {
    ...state,
    people: drop(state.people),
    incoming: state.incoming === null ? null : drop(state.incoming),
  };
}

function toStage(data: unknown): MeetingState["stage"] {
  const entries = Array.isArray(data) ? data : ((data as { stage?: unknown } | null)?.stage ?? []);
  return (entries as WireStageEntry[])
    .toSorted((a, b) => a.stage_index - b.stage_index)
    .map((entry) => ({ id: entry.participant_uuid, voice: entry.vad }));
}

/** Why the reader is not on the stage yet; null: it is, or that is unknown. */
export function waitingFor(state: MeetingState): "host" | "admission" | null {
  const self = state.people.get(state.self);
  if (self === undefined || !self.waiting) return null;
  return state.conference.locked ? "admission" : "host";
}
