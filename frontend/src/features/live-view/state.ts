import type { LiveConferenceFieldsFragment, LiveLocationFieldsFragment, LiveNodeFieldsFragment, LiveViewSubscription } from "../../gql/graphql";

export type LiveLocation = LiveLocationFieldsFragment;
export type LiveNode = LiveNodeFieldsFragment;
export type LiveConference = LiveConferenceFieldsFragment;
export type LiveParticipant = LiveConference["participants"][number];
export type LiveViewMessage = LiveViewSubscription["liveView"];

/** The deployment as of a position. Never changed in place. */
export interface LiveState {
  position: bigint;
  locations: ReadonlyMap<string, LiveLocation>;
  nodes: ReadonlyMap<string, LiveNode>;
  conferences: ReadonlyMap<string, LiveConference>;
}

/** What a message does: gives a state, changes nothing, or shows that some were missed. */
export type Applied = { kind: "state"; state: LiveState } | { kind: "same" } | { kind: "gap" };

export function apply(state: LiveState | null, message: LiveViewMessage): Applied {
  switch (message.__typename) {
    case "LiveViewSnapshot":
      return {
        kind: "state",
        state: {
          position: BigInt(message.position),
          locations: byId(message.locations),
          nodes: byId(message.nodes),
          conferences: byId(message.conferences),
        },
      };
    case "LiveViewDelta":
      return state === null ? { kind: "gap" } : applyDelta(state, message);
    case "LiveViewBookmark": {
      const position = BigInt(message.position);
      if (state === null) return { kind: "gap" };
      return position > state.position ? { kind: "state", state: { ...state, position } } : { kind: "same" };
    }
  }
}

type Delta = Extract<LiveViewMessage, { __typename: "LiveViewDelta" }>;

function applyDelta(state: LiveState, d: Delta): Applied {
  if (BigInt(d.previousPosition) > state.position) return { kind: "gap" };
  const position = BigInt(d.position);
  // A delta that was folded already may still carry newer loads.
  const old = position < state.position || (position === state.position && d.loads.length === 0);
  if (old) return { kind: "same" };
  const removed = new Set(d.removed);
  let nodes = merge(state.nodes, d.nodes, removed);
  if (d.loads.length > 0) {
    const loaded = new Map(nodes);
    for (const load of d.loads) {
      const node = loaded.get(load.nodeId);
      if (node) loaded.set(load.nodeId, { ...node, load });
    }
    nodes = loaded;
  }
  return {
    kind: "state",
    state: {
      position,
      locations: merge(state.locations, d.locations, removed),
      nodes,
      conferences: merge(state.conferences, d.conferences, removed),
    },
  };
}

function byId<T extends { id: string }>(list: readonly T[]): Map<string, T> {
  return new Map(list.map((item) => [item.id, item]));
}

function merge<T extends { id: string }>(old: ReadonlyMap<string, T>, changed: readonly T[], removed: ReadonlySet<string>): ReadonlyMap<string, T> {
  const gone = [...removed].some((id) => old.has(id));
  if (changed.length === 0 && !gone) return old;
  const next = new Map(old);
  for (const id of removed) next.delete(id);
  for (const item of changed) next.set(item.id, item);
  return next;
}
