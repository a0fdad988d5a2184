// Who is where on the stage: the node's slots and the roster become tiles. Pure.

import type { WireSlot } from "../lib/api/wire";
import { inStageOrder } from "../lib/meeting/people";
import type { MeetingState, Person } from "../lib/meeting/state";

export type TileRole = "main" | "thumbnail" | "presentation" | "self" | "none";

export interface Tile {
  /** Stays the same while the same person keeps being shown. */
  key: string;
  personId: string;
  name: string;
  role: TileRole;
  /** The receiving m-line; null: no picture comes from the node. */
  mid: string | null;
  muted: boolean;
  cameraOff: boolean;
  speaking: boolean;
  spotlight: boolean;
  hand: boolean;
}

export interface Tiles {
  /** The large one; null: nothing to show. */
  big: Tile | null;
  /** The others, the most prominent first. */
  small: Tile[];
}

/** Voice from which somebody counts as speaking. */
const speakingFrom = 30;

/** callId is our present call: an assignment of an earlier one means nothing. */
export function tiles(state: MeetingState, callId: string): Tiles {
  const slots = state.slots !== null && state.slots.callId === callId ? state.slots.slots : [];
  const shown = new Set<string>();
  const take = (slot: WireSlot): Tile | null => {
    const person = slot.participant_uuid === null ? undefined : state.people.get(slot.participant_uuid);
    if (person === undefined || person.id === state.self || shown.has(person.id)) return null;
    shown.add(person.id);
    return toTile(state, person, slot.role === "main" ? "main" : "thumbnail", slot.mid);
  };

  const presentation = presentationTile(state, slots);
  const others: Tile[] = [];
  for (const role of ["main", "thumbnail"] as const)
    for (const slot of slots) {
      const tile = slot.kind === "video" && slot.role === role ? take(slot) : null;
      if (tile !== null) others.push(tile);
    }
  const withoutPictures = inStageOrder(state)
    .filter((p) => p.id !== state.self && !shown.has(p.id))
    .map((p) => toTile(state, p, "none", null));
  // Somebody who speaks without a camera is the speaker all the same.
  if (others[0]?.role !== "main") others.unshift(...withoutPictures.splice(0, 1));
  others.push(...withoutPictures);

  const self = state.people.get(state.self);
  const own = self === undefined ? null : toTile(state, self, "self", null);
  if (presentation !== null) return { big: presentation, small: own === null ? others : [own, ...others] };
  const [first, ...rest] = others;
  if (first === undefined) return { big: own, small: [] };
  return { big: first, small: own === null ? rest : [own, ...rest] };
}

function presentationTile(state: MeetingState, slots: readonly WireSlot[]): Tile | null {
  const slot = slots.find((s) => s.role === "presentation" && s.participant_uuid !== null);
  if (slot === undefined || slot.participant_uuid === null || slot.participant_uuid === state.self) return null;
  const person = state.people.get(slot.participant_uuid);
  return {
    key: `presentation:${slot.participant_uuid}`,
    personId: slot.participant_uuid,
    name: person?.name ?? state.presenter?.name ?? "Someone",
    role: "presentation",
    mid: slot.mid,
    muted: false,
    cameraOff: false,
    speaking: false,
    spotlight: false,
    hand: false,
  };
}

function toTile(state: MeetingState, person: Person, role: TileRole, mid: string | null): Tile {
  const voice = state.stage.find((entry) => entry.id === person.id)?.voice ?? 0;
  return {
    key: person.id,
    personId: person.id,
    name: person.name,
    role,
    mid,
    muted: person.muted || person.clientMuted,
    // One's own picture comes from the camera, whatever becomes of the call.
    cameraOff: person.cameraOff || (role !== "self" && (person.audioOnly || !person.hasMedia)),
    speaking: voice >= speakingFrom && !person.muted && !person.clientMuted,
    spotlight: person.spotlightSince > 0,
    hand: person.handSince > 0,
  };
}
