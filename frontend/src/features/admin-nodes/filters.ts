import type { ConferencingNodeFilter, ConferencingNodeRole, NodeState } from "../../gql/graphql";

/** What the list of nodes is searched, filtered and ordered by; empty: anything. */
export interface NodeFilters extends Readonly<Record<string, string>> {
  search: string;
  locationId: string;
  state: string;
  role: string;
  maintenance: string;
  bursting: string;
  order: string;
}

export const noFilters: NodeFilters = { search: "", locationId: "", state: "", role: "", maintenance: "", bursting: "", order: "" };

export const states: Readonly<Record<NodeState, string>> = {
  ONLINE: "Online",
  STARTING: "Starting",
  LATE: "Late",
  STALE: "Stale",
  OFFLINE: "Offline",
  NEVER_CONTACTED: "Never contacted",
};
export const roles: Readonly<Record<ConferencingNodeRole, string>> = { TRANSCODING: "Transcoding", PROXYING: "Proxying" };
export const maintenances: Readonly<Record<string, string>> = { yes: "In maintenance", no: "Not in maintenance" };
export const burstings: Readonly<Record<string, string>> = { yes: "Burst nodes", no: "Not burst nodes" };

/** The API's filter. */
export const nodeFilter = (f: NodeFilters): ConferencingNodeFilter => ({
  ...(f.search && { search: f.search }),
  ...(f.locationId && { locationId: f.locationId }),
  ...(f.state && { state: f.state as NodeState }),
  ...(f.role && { role: f.role as ConferencingNodeRole }),
  ...(f.maintenance && { maintenance: f.maintenance === "yes" }),
  ...(f.bursting && { cloudBursting: f.bursting === "yes" }),
});

/** Something is filtered for besides the search. */
export const isFiltered = (f: NodeFilters) => Object.keys(nodeFilter(f)).some((name) => name !== "search");
