import type { AutomaticParticipantFieldsFragment, AutomaticParticipantUpdateInput, CallProtocol, CallType, DialRole, DialRouting, KeepConferenceAlive } from "../../gql/graphql";
import { callTypes, named, outgoingProtocols } from "../../ui/admin/calls";
import { type Choice, choiceLabel, choiceOf } from "../../ui/admin/choices";
import type { Labels } from "../../ui/admin/compare";
import type { Sent } from "../../ui/admin/inputs";

export interface DialoutValues {
  alias: string;
  description: string;
  protocol: string;
  role: string;
  callType: string;
  routing: string;
  dtmfSequence: string;
  remoteDisplayName: string;
  presentationUrl: string;
  streaming: boolean;
  keepConferenceAlive: string;
  locationId: Choice | null;
}

export const roles = [
  { value: "GUEST", label: "Guest" },
  { value: "HOST", label: "Host" },
];
export const routings = [
  { value: "MANUAL", label: "Dialled as it stands here" },
  { value: "ROUTING_RULE", label: "By the gateway rules for calls out of conferences" },
];
export const lives = [
  { value: "IF_MULTIPLE", label: "As long as somebody else is there" },
  { value: "ALWAYS", label: "As long as the participant is there" },
  { value: "NEVER", label: "Never" },
];

export const dialoutLabels: Labels<DialoutValues> = {
  alias: "Alias",
  description: "Description",
  protocol: { label: "Protocol", show: named(outgoingProtocols) },
  role: { label: "Role", show: named(roles) },
  callType: { label: "Media", show: named(callTypes) },
  routing: { label: "Routing", show: named(routings) },
  dtmfSequence: "Tones",
  remoteDisplayName: "Display name",
  presentationUrl: "Address for content",
  streaming: "Stream or recording",
  keepConferenceAlive: { label: "Keeps the conference alive", show: named(lives) },
  locationId: choiceLabel("Dialled from", "where it begins"),
};

export const dialoutValues = (d: AutomaticParticipantFieldsFragment | null): DialoutValues => ({
  alias: d?.alias ?? "",
  description: d?.description ?? "",
  protocol: d?.protocol ?? "SIP",
  role: d?.role ?? "GUEST",
  callType: d?.callType ?? "VIDEO",
  routing: d?.routing ?? "MANUAL",
  dtmfSequence: d?.dtmfSequence ?? "",
  remoteDisplayName: d?.remoteDisplayName ?? "",
  presentationUrl: d?.presentationUrl ?? "",
  streaming: d?.streaming ?? false,
  keepConferenceAlive: d?.keepConferenceAlive ?? "IF_MULTIPLE",
  locationId: choiceOf(d?.location),
});

/** Whether content can have an address of its own. */
export const mayStreamContent = (v: Pick<DialoutValues, "protocol" | "routing">) => v.protocol === "RTMP" || v.routing === "ROUTING_RULE";

export const dialoutInput = (v: DialoutValues) => ({
  alias: v.alias,
  description: v.description,
  protocol: v.protocol as CallProtocol,
  role: v.role as DialRole,
  callType: v.callType as CallType,
  routing: v.routing as DialRouting,
  dtmfSequence: v.dtmfSequence,
  remoteDisplayName: v.remoteDisplayName,
  // The field is not there for others: what was typed before is not meant any more.
  presentationUrl: mayStreamContent(v) ? v.presentationUrl : "",
  streaming: v.streaming,
  keepConferenceAlive: v.keepConferenceAlive as KeepConferenceAlive,
  locationId: v.locationId?.id ?? null,
}) satisfies Sent<AutomaticParticipantUpdateInput>;
