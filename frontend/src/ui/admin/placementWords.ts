import type { PlacementVerdict } from "../../gql/graphql";

/** What became of a candidate, in a word or two. */
export const verdictWords: Record<PlacementVerdict, string> = {
  CHOSEN: "Chosen",
  PROXYING: "Proxying",
  MAINTENANCE: "Maintenance",
  STALE: "Silent",
  FULL: "Full",
  CONFERENCE_NODE_LIMIT: "Limit of nodes",
  NOT_PRESENT: "Not in the conference",
  LOWER_WEIGHT: "Lower priority",
  LESS_FREE: "Less free",
  COMES_AFTER: "Comes after",
  NOT_NEEDED: "Not needed",
  NO_NODES: "No nodes",
  NONE_UP: "None available",
  UNKNOWN: "Unknown",
  REPEATED: "Tried before",
};

/** How it looks: what was taken, what could have been, what could not. */
export function verdictColour(v: PlacementVerdict): "green" | "blue" | "grey" {
  if (v === "CHOSEN") return "green";
  return ["NOT_PRESENT", "LOWER_WEIGHT", "LESS_FREE", "COMES_AFTER", "NOT_NEEDED"].includes(v) ? "blue" : "grey";
}

/** A number of HD calls, with two digits behind the point at most. */
export const hd = (calls: number): string => `${Math.round(Math.max(calls, 0) * 100) / 100}`;

/** The order in which locations are tried, in words. */
export const stepWords = { TRANSCODING: "Transcoding location", OVERFLOW1: "First overflow location", OVERFLOW2: "Second overflow location" } as const;
