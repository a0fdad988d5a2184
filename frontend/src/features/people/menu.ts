// What a host may do with somebody, as the menu shows it. Pure.

import type { Person } from "../../lib/meeting/state";
import type { IconName } from "../../ui/Icon";

export type PersonAct =
  | "mute"
  | "unmute"
  | "spotlight"
  | "unspotlight"
  | "lower-hand"
  | "make-host"
  | "make-guest"
  | "remove";

export interface Entry {
  act: PersonAct;
  label: string;
  icon: IconName;
  danger?: boolean;
}

/** Nobody removes or demotes oneself here: leaving is the way. */
export function personMenu(person: Person, self: boolean): Entry[] {
  const entries: Entry[] = [];
  if (person.hasMedia && !self)
    entries.push(
      person.muted
        ? { act: "unmute", label: "Unmute", icon: "mic" }
        : { act: "mute", label: "Mute", icon: "micOff" },
    );
  if (person.hasMedia)
    entries.push(
      person.spotlightSince > 0
        ? { act: "unspotlight", label: "Remove spotlight", icon: "star" }
        : { act: "spotlight", label: "Spotlight for everyone", icon: "star" },
    );
  if (person.handSince > 0) entries.push({ act: "lower-hand", label: "Lower hand", icon: "hand" });
  if (self) return entries;
  entries.push(
    person.role === "host"
      ? { act: "make-guest", label: "Make guest", icon: "people" }
      : { act: "make-host", label: "Make host", icon: "host" },
    { act: "remove", label: "Remove from meeting", icon: "remove", danger: true },
  );
  return entries;
}
