// What a change of the meeting is worth saying aloud. Pure.

import type { MeetingState } from "./state";

export interface Announcement {
  text: string;
  /** What it is about, so that the page can add a sound or a button. */
  kind: "joined" | "left" | "knock" | "hand" | "mute" | "presentation" | "chat" | "meeting" | "role";
  personId?: string;
}

/** More arrivals than this at once become one sentence. */
const crowd = 3;

export function announcements(before: MeetingState, after: MeetingState): Announcement[] {
  // A roster being received says nothing yet, and the first one is no news.
  if (after.incoming !== null || !before.synced || !after.synced) return [];
  return [...aboutPeople(before, after), ...aboutSelf(before, after), ...aboutMeeting(before, after)];
}

function aboutPeople(before: MeetingState, after: MeetingState): Announcement[] {
  if (before.people === after.people) return [];
  const said: Announcement[] = [];
  const joined: string[] = [];
  const left: string[] = [];
  for (const person of after.people.values()) {
    if (person.id === after.self) continue;
    const old = before.people.get(person.id);
    if (person.waiting && old?.waiting !== true)
      said.push({ kind: "knock", personId: person.id, text: `${person.name} is waiting to be let in` });
    if (!person.waiting && (old === undefined || old.waiting)) joined.push(person.name);
    if (old !== undefined && person.handSince > 0 && old.handSince === 0)
      said.push({ kind: "hand", personId: person.id, text: `${person.name} raised a hand` });
  }
  for (const person of before.people.values())
    if (person.id !== before.self && !person.waiting && !after.people.has(person.id)) left.push(person.name);
  said.push(...grouped("joined", joined), ...grouped("left", left));
  return said;
}

function grouped(kind: "joined" | "left", names: string[]): Announcement[] {
  if (names.length > crowd) return [{ kind, text: `${names.length} people ${kind}` }];
  return names.map((name) => ({ kind, text: `${name} ${kind}` }));
}

function aboutSelf(before: MeetingState, after: MeetingState): Announcement[] {
  const was = before.people.get(before.self);
  const is = after.people.get(after.self);
  if (was === undefined || is === undefined) return [];
  const said: Announcement[] = [];
  if (was.muted !== is.muted)
    said.push({ kind: "mute", text: is.muted ? "You have been muted" : "You can speak again" });
  if (was.role !== is.role && is.role !== "unknown")
    said.push({ kind: "role", text: is.role === "host" ? "You are a host now" : "You are a guest now" });
  if (was.waiting && !is.waiting) said.push({ kind: "meeting", text: "You are in the meeting" });
  return said;
}

function aboutMeeting(before: MeetingState, after: MeetingState): Announcement[] {
  const said: Announcement[] = [];
  if (before.presenter?.id !== after.presenter?.id) {
    if (after.presenter !== null && after.presenter.id !== after.self)
      said.push({ kind: "presentation", text: `${after.presenter.name} is presenting` });
    if (after.presenter === null) said.push({ kind: "presentation", text: "The presentation has ended" });
  }
  if (before.conference.locked !== after.conference.locked)
    said.push({
      kind: "meeting",
      text: after.conference.locked ? "The meeting is locked" : "The meeting is unlocked",
    });
  const last = after.chat.at(-1);
  if (after.chatCount > before.chatCount && last !== undefined && !last.own)
    said.push({ kind: "chat", text: `Message from ${last.from}: ${last.text}` });
  return said;
}
