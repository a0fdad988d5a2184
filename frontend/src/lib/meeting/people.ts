// Orders and selections of the roster. Pure.

import type { MeetingState, Person } from "./state";

export interface Roster {
  waiting: Person[];
  present: Person[];
}

/** Raised hands first (longest up first), then hosts, then by name; oneself on top. */
export function roster(people: Iterable<Person>, self: string): Roster {
  const all = Array.from(people);
  return {
    waiting: all.filter((p) => p.waiting).toSorted((a, b) => a.joinedAt - b.joinedAt),
    present: all.filter((p) => !p.waiting).toSorted((a, b) => comparePresent(a, b, self)),
  };
}

function comparePresent(a: Person, b: Person, self: string): number {
  if ((a.id === self) !== (b.id === self)) return a.id === self ? -1 : 1;
  if ((a.handSince > 0) !== (b.handSince > 0)) return a.handSince > 0 ? -1 : 1;
  if (a.handSince !== b.handSince) return a.handSince - b.handSince;
  if ((a.role === "host") !== (b.role === "host")) return a.role === "host" ? -1 : 1;
  return a.name.localeCompare(b.name) || a.id.localeCompare(b.id);
}

/** Who is heard or seen, the most prominent first. */
export function inStageOrder(state: MeetingState): Person[] {
  const last = Number.MAX_SAFE_INTEGER;
  const rank = new Map(state.stage.map((entry, index) => [entry.id, index]));
  return Array.from(state.people.values())
    .filter((p) => !p.waiting && p.hasMedia)
    .toSorted(
      (a, b) =>
        (rank.get(a.id) ?? last) - (rank.get(b.id) ?? last) ||
        a.joinedAt - b.joinedAt ||
        a.id.localeCompare(b.id),
    );
}
