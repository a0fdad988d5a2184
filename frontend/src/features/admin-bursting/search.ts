import { searchText } from "../../ui/admin/searchText";

/** The steps of the set-up, in their order. */
export const setupSteps = ["account", "rights", "ports", "machines", "check", "conversion"] as const;

export type SetupStep = (typeof setupSteps)[number];

/** What the address of the set-up page says: which account it is about, and how far one is. */
export interface SetupSearch {
  account?: string | undefined;
  step?: SetupStep | undefined;
  /** The node that is converted, and into what; it becomes a burst node unless something else is said. */
  node?: string | undefined;
  to?: "always-on" | undefined;
}

/** Reads the address; what it does not know is left out. */
export function setupSearch(raw: Record<string, unknown>): SetupSearch {
  const step = searchText(raw["step"]) as SetupStep | undefined;
  return {
    account: searchText(raw["account"]),
    step: step && setupSteps.includes(step) ? step : undefined,
    node: searchText(raw["node"]),
    to: raw["to"] === "always-on" ? raw["to"] : undefined,
  };
}
