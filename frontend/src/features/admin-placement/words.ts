import type { CallType, ExplainPlacementInput, QualitySetting } from "../../gql/graphql";
import type { Choice } from "../../ui/admin/choices";

/** What the form holds. */
export interface CallValues {
  receivedBy: string;
  location: Choice | null;
  node: Choice | null;
  service: Choice | null;
  callType: string;
  maxQuality: string;
}

export const newCall: CallValues = { receivedBy: "location", location: null, node: null, service: null, callType: "", maxQuality: "" };

export const callInput = (v: CallValues): ExplainPlacementInput => ({
  ...(v.receivedBy === "node" ? { nodeId: v.node?.id ?? null } : { locationId: v.location?.id ?? null }),
  serviceId: v.service?.id ?? null,
  callType: (v.callType || null) as CallType | null,
  maxQuality: (v.maxQuality || null) as QualitySetting | null,
});
