import type { CallProtocol, CallType, EncryptionSetting, GatewayRuleFieldsFragment, GatewayRuleTarget, GatewayRuleUpdateInput, QualitySetting } from "../../gql/graphql";
import { callTypes, named, outgoingProtocols, protocolNames } from "../../ui/admin/calls";
import { type Choice, choiceById, choiceLabel, choiceOf } from "../../ui/admin/choices";
import type { Labels } from "../../ui/admin/compare";
import type { Sent } from "../../ui/admin/inputs";
import { optionalNumber } from "../../ui/admin/refusals";

export interface RuleValues {
  name: string;
  description: string;
  tag: string;
  priority: string;
  enabled: boolean;
  incoming: boolean;
  outgoing: boolean;
  sourceLocationId: Choice | null;
  protocols: string[];
  onlyIfRegistered: boolean;
  matchString: string;
  matchFullAlias: boolean;
  replaceString: string;
  callType: string;
  target: string;
  outgoingProtocol: string;
  outgoingLocationId: Choice | null;
  maxQuality: string;
  encryption: string;
  maxCallRateIn: string;
  maxCallRateOut: string;
  themeId: Choice | null;
  treatAsTrusted: boolean;
}

export const targets = [
  { value: "REGISTERED_OR_EXTERNAL", label: "A registered device, or else outside" },
  { value: "REGISTERED_ONLY", label: "A registered device only" },
];
export const qualities = [
  { value: "DEFAULT", label: "As in the global settings" },
  { value: "SD", label: "SD" },
  { value: "HD", label: "HD" },
  { value: "FULL_HD", label: "Full HD" },
];
export const encryptions = [
  { value: "DEFAULT", label: "As in the global settings" },
  { value: "BEST_EFFORT", label: "If the other end can" },
  { value: "REQUIRED", label: "Required" },
  { value: "OFF", label: "None" },
];

export const ruleLabels: Labels<RuleValues> = {
  name: "Name",
  description: "Description",
  tag: "Tag",
  priority: "Priority",
  enabled: "Enabled",
  incoming: "Calls into the platform",
  outgoing: "Calls out of conferences",
  sourceLocationId: choiceLabel("Location of the call", "any"),
  protocols: { label: "Protocols", show: protocolNames },
  onlyIfRegistered: "Registered devices only",
  matchString: "Pattern",
  matchFullAlias: "Scheme and parameters",
  replaceString: "Replacement",
  callType: { label: "Media", show: named(callTypes) },
  target: { label: "Who is called", show: named(targets) },
  outgoingProtocol: { label: "Protocol outside", show: named(outgoingProtocols) },
  outgoingLocationId: choiceLabel("Called from", "the node that took the call"),
  maxQuality: { label: "Highest quality", show: named(qualities) },
  encryption: { label: "Encryption", show: named(encryptions) },
  maxCallRateIn: "Rate in",
  maxCallRateOut: "Rate out",
  themeId: choiceLabel("Theme", "the default one"),
  treatAsTrusted: "Trusted",
};

const text = (n: number | null | undefined) => (n === null || n === undefined ? "" : String(n));

export const ruleValues = (r: GatewayRuleFieldsFragment | null): RuleValues => ({
  name: r?.name ?? "",
  description: r?.description ?? "",
  tag: r?.tag ?? "",
  priority: text(r?.priority ?? 100),
  enabled: r?.enabled ?? true,
  incoming: r?.incoming ?? true,
  outgoing: r?.outgoing ?? false,
  sourceLocationId: choiceOf(r?.sourceLocation),
  protocols: r ? [...r.protocols] : ["SIP", "H323", "WEBRTC", "RTMP"],
  onlyIfRegistered: r?.onlyIfRegistered ?? false,
  matchString: r?.matchString ?? "",
  matchFullAlias: r?.matchFullAlias ?? false,
  replaceString: r?.replaceString ?? "",
  callType: r?.callType ?? "VIDEO",
  target: r?.target ?? "REGISTERED_OR_EXTERNAL",
  outgoingProtocol: r?.outgoingProtocol ?? "SIP",
  outgoingLocationId: choiceOf(r?.outgoingLocation),
  maxQuality: r?.maxQuality ?? "DEFAULT",
  encryption: r?.encryption ?? "DEFAULT",
  maxCallRateIn: text(r?.maxCallRateIn),
  maxCallRateOut: text(r?.maxCallRateOut),
  themeId: choiceById(r?.themeId),
  treatAsTrusted: r?.treatAsTrusted ?? false,
});

export const ruleInput = (v: RuleValues) => ({
  name: v.name,
  description: v.description,
  tag: v.tag,
  priority: Number(v.priority),
  enabled: v.enabled,
  incoming: v.incoming,
  outgoing: v.outgoing,
  sourceLocationId: v.sourceLocationId?.id ?? null,
  protocols: v.protocols as CallProtocol[],
  onlyIfRegistered: v.onlyIfRegistered,
  matchString: v.matchString,
  matchFullAlias: v.matchFullAlias,
  replaceString: v.replaceString,
  callType: v.callType as CallType,
  target: v.target as GatewayRuleTarget,
  outgoingProtocol: v.outgoingProtocol as CallProtocol,
  outgoingLocationId: v.outgoingLocationId?.id ?? null,
  maxQuality: v.maxQuality as QualitySetting,
  encryption: v.encryption as EncryptionSetting,
  maxCallRateIn: optionalNumber(v.maxCallRateIn),
  maxCallRateOut: optionalNumber(v.maxCallRateOut),
  themeId: v.themeId?.id ?? null,
  treatAsTrusted: v.treatAsTrusted,
}) satisfies Sent<GatewayRuleUpdateInput>;

/** A refused choice stands in a list, and the form has one field for all of them. */
export function atFields<R extends { field?: readonly string[] | null | undefined }>(refusals: readonly R[] | undefined): readonly R[] | undefined {
  return refusals?.map((r) => (r.field?.[0] === "protocols" ? { ...r, field: ["protocols"] } : r));
}
