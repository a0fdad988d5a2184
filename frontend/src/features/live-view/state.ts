import type { LiveConferenceFieldsFragment, LiveLocationFieldsFragment, LiveNodeFieldsFragment, LiveViewSubscription } from "../../gql/graphql";
import { type Group, Regrouping } from "./groups";
import { Table } from "./table";

export type LiveLocation = LiveLocationFieldsFragment;
export type LiveNode = LiveNodeFieldsFragment;
export type LiveConference = LiveConferenceFieldsFragment;
export type LiveParticipant = LiveConference["participants"][number];
export type LiveBackplane = LiveConference["backplanes"][number];
export type LiveViewMessage = LiveViewSubscription["liveView"];

/** The deployment as of a position. Never changed in place. */
export interface LiveState {
  position: bigint;
  locations: Table<LiveLocation>;
  nodes: Table<LiveNode>;
  conferences: Table<LiveConference>;
  /** Nodes by location, in the order of their names. */
  housed: Table<Group<LiveNode>>;
  /** Conferences by the node that is their home, the oldest first. */
  carried: Table<Group<LiveConference>>;
  participants: number;
  /** Alarms that are raised, but for those that only inform. */
  alarms: { error: number; warning: number };
  /** Calls that were turned away within the last hour. */
  rejected: readonly { locationId: string; reason: string; count: number }[];
}

/** What a message does: gives a state, changes nothing, or shows that some were missed. */
export type Applied = { kind: "state"; state: LiveState } | { kind: "same" } | { kind: "gap" };

const nothing: LiveState = {
  position: 0n,
  locations: Table.of<LiveLocation>(),
  nodes: Table.of<LiveNode>(),
  conferences: Table.of<LiveConference>(),
  housed: Table.of<Group<LiveNode>>(),
  carried: Table.of<Group<LiveConference>>(),
  participants: 0,
  alarms: { error: 0, warning: 0 },
  rejected: [],
};

export function apply(state: LiveState | null, message: LiveViewMessage): Applied {
  switch (message.__typename) {
    case "LiveViewSnapshot":
      return { kind: "state", state: fold(nothing, BigInt(message.position), { ...message, removed: [] }) };
    case "LiveViewDelta":
      return state === null ? { kind: "gap" } : applyDelta(state, message);
    case "LiveViewBookmark":
      // It says how far the sender is, it does not bring anybody there.
      return state === null || BigInt(message.position) > state.position ? { kind: "gap" } : { kind: "same" };
  }
}

type Delta = Extract<LiveViewMessage, { __typename: "LiveViewDelta" }>;

function applyDelta(state: LiveState, d: Delta): Applied {
  if (BigInt(d.previousPosition) > state.position) return { kind: "gap" };
  const position = BigInt(d.position);
  const newer = position > state.position;
  // Loads are no part of the log: whatever comes is the newest there is.
  if (!newer && d.loads.length === 0 && d.backplaneLoads.length === 0) return { kind: "same" };
  const folded = newer ? fold(state, position, d) : withRejected(state, d.rejectedCalls);
  return { kind: "state", state: withQualities(withLoads(folded, d.loads), d.backplaneLoads) };
}

type Change = Pick<Delta, "locations" | "nodes" | "conferences" | "removed" | "alarms" | "rejectedCalls">;

function fold(state: LiveState, position: bigint, change: Change): LiveState {
  const housed = new Regrouping(state.housed, byName);
  const carried = new Regrouping(state.carried, byAge);
  let participants = state.participants;
  const forget = (id: string) => {
    const node = state.nodes.get(id);
    if (node) housed.drop(node.locationId, id);
    const conference = state.conferences.get(id);
    if (conference) {
      carried.drop(homeOf(conference), id);
      participants -= conference.participants.length;
    }
  };
  for (const id of change.removed) forget(id);
  const gone = new Set(change.removed);
  for (const node of change.nodes) {
    if (!gone.has(node.id)) forget(node.id);
    housed.put(node.locationId, node);
  }
  for (const conference of change.conferences) {
    if (!gone.has(conference.id)) forget(conference.id);
    carried.put(homeOf(conference), conference);
    participants += conference.participants.length;
  }
  return {
    position,
    locations: state.locations.with(change.locations, gone),
    nodes: state.nodes.with(change.nodes, gone),
    conferences: state.conferences.with(change.conferences, gone),
    housed: housed.done(),
    carried: carried.done(),
    participants,
    alarms: change.alarms,
    rejected: change.rejectedCalls,
  };
}

function withLoads(state: LiveState, loads: Delta["loads"]): LiveState {
  const housed = new Regrouping(state.housed, byName);
  const loaded: LiveNode[] = [];
  for (const load of loads) {
    const node = state.nodes.get(load.nodeId);
    if (!node) continue;
    const changed = { ...node, load };
    loaded.push(changed);
    housed.put(node.locationId, changed);
  }
  if (loaded.length === 0) return state;
  return { ...state, nodes: state.nodes.with(loaded), housed: housed.done() };
}

/** Counts of the last hour fall by themselves, so they come with telemetry, too. */
function withRejected(state: LiveState, rejected: Delta["rejectedCalls"]): LiveState {
  const same = rejected.length === state.rejected.length && rejected.every((r, i) => r.count === state.rejected[i]?.count && r.reason === state.rejected[i].reason && r.locationId === state.rejected[i].locationId);
  return same ? state : { ...state, rejected };
}

function withQualities(state: LiveState, loads: Delta["backplaneLoads"]): LiveState {
  const changed = new Map<string, LiveConference>();
  for (const load of loads) {
    const conference = changed.get(load.conferenceId) ?? state.conferences.get(load.conferenceId);
    if (!conference?.backplanes.some((b) => b.id === load.backplaneId)) continue;
    changed.set(conference.id, { ...conference, backplanes: conference.backplanes.map((b) => (b.id === load.backplaneId ? { ...b, load } : b)) });
  }
  if (changed.size === 0) return state;
  const carried = new Regrouping(state.carried, byAge);
  for (const conference of changed.values()) carried.put(homeOf(conference), conference);
  return { ...state, conferences: state.conferences.with([...changed.values()]), carried: carried.done() };
}

/** The node that a conference is shown in: the one that runs it. It may have others. */
export function homeOf(conference: LiveConference): string {
  return conference.homeNodeId;
}

function byName(a: LiveNode, b: LiveNode): number {
  return a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1);
}

/** Newcomers come last, so that those who are there keep their place. */
function byAge(a: LiveConference, b: LiveConference): number {
  if (a.startedAt !== b.startedAt) return a.startedAt < b.startedAt ? -1 : 1;
  return a.id < b.id ? -1 : 1;
}
