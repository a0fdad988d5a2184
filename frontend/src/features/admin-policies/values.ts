import type { PolicyProfileFieldsFragment, PolicyProfileUpdateInput } from "../../gql/graphql";
import type { Labels } from "../../ui/admin/compare";
import { secretInput, type Sent } from "../../ui/admin/inputs";

/** What the form holds. The password is write-only: empty means "as it is" for a profile that has one. */
export interface PolicyValues {
  name: string;
  description: string;
  url: string;
  username: string;
  password: string;
  clearPassword: boolean;
  hasPassword: boolean;
  serviceConfiguration: boolean;
  mediaLocation: boolean;
  participantProperties: boolean;
  avatar: boolean;
  registrations: boolean;
}

export type Request = "serviceConfiguration" | "mediaLocation" | "participantProperties" | "avatar" | "registrations";

/** What a server can be asked. */
export const requests: readonly { name: Request; label: string; short: string }[] = [
  { name: "serviceConfiguration", label: "What a dialled alias leads to", short: "Aliases" },
  { name: "mediaLocation", label: "Which location carries media", short: "Media location" },
  { name: "participantProperties", label: "Properties of participants", short: "Participants" },
  { name: "avatar", label: "Pictures of participants", short: "Pictures" },
  { name: "registrations", label: "Whether a device may register", short: "Registrations" },
];

/** The requests that a profile answers, in few words. */
export const requestNames = (p: Pick<PolicyValues, Request>): string =>
  requests
    .filter((r) => p[r.name])
    .map((r) => r.short)
    .join(", ");

export const policyValues = (p: PolicyProfileFieldsFragment | null): PolicyValues => ({
  name: p?.name ?? "",
  description: p?.description ?? "",
  url: p?.url ?? "",
  username: p?.username ?? "",
  password: "",
  clearPassword: false,
  hasPassword: p?.hasPassword ?? false,
  serviceConfiguration: p?.serviceConfiguration ?? false,
  mediaLocation: p?.mediaLocation ?? false,
  participantProperties: p?.participantProperties ?? false,
  avatar: p?.avatar ?? false,
  registrations: p?.registrations ?? false,
});

export const policyInput = (v: PolicyValues) => ({ ...plain(v), ...secretInput("password", v.password, v.clearPassword) });

const plain = (v: PolicyValues) =>
  ({
    name: v.name,
    description: v.description,
    url: v.url,
    username: v.username,
    serviceConfiguration: v.serviceConfiguration,
    mediaLocation: v.mediaLocation,
    participantProperties: v.participantProperties,
    avatar: v.avatar,
    registrations: v.registrations,
  }) satisfies Sent<PolicyProfileUpdateInput, "password">;

export const policyLabels: Labels<PolicyValues> = {
  name: "Name",
  description: "Description",
  url: "Address",
  username: "User name",
  password: { label: "Password", secret: (v) => ({ isSaved: v.hasPassword, isTyped: v.password !== "", isCleared: v.clearPassword }) },
  ...Object.fromEntries(requests.map((r) => [r.name, r.label])),
};
