import type { LiveState } from "./state";

/** What is pointed at or chosen. */
export interface Selection {
  kind: "location" | "node" | "conference";
  id: string;
}

export function sameSelection(a: Selection, b: Selection): boolean {
  return a.kind === b.kind && a.id === b.id;
}

/**
 * Whether something is highlighted while `shown` is pointed at: itself, the
 * conferences that a node or location carries, and the nodes of a conference.
 */
export function related(state: LiveState, shown: Selection | null, kind: Selection["kind"], id: string): boolean {
  if (shown === null) return true;
  if (shown.kind === kind) return shown.id === id;
  const nodesOf = (location: string) => [...state.nodes.values()].filter((n) => n.locationId === location).map((n) => n.id);
  const conferenceNodes = (conference: string) => state.conferences.get(conference)?.nodeIds ?? [];
  const locationOf = (node: string) => state.nodes.get(node)?.locationId;
  switch (`${shown.kind}/${kind}`) {
    case "location/node":
      return locationOf(id) === shown.id;
    case "location/conference":
      return conferenceNodes(id).some((n) => nodesOf(shown.id).includes(n));
    case "node/location":
      return locationOf(shown.id) === id;
    case "node/conference":
      return conferenceNodes(id).includes(shown.id);
    case "conference/node":
      return conferenceNodes(shown.id).includes(id);
    case "conference/location":
      return conferenceNodes(shown.id).some((n) => locationOf(n) === id);
    default:
      return false;
  }
}
