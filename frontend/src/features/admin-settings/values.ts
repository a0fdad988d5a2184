import type { EncryptionSetting, GlobalSettingsFieldsFragment, GlobalSettingsUpdateInput, QualitySetting } from "../../gql/graphql";
import { type Choice, choiceById, choiceLabel } from "../../ui/admin/choices";
import type { Labels } from "../../ui/admin/compare";
import type { Sent } from "../../ui/admin/inputs";
import { linesOf } from "../../ui/admin/lines";
import { needed, optionalNumber, type Refusal } from "../../ui/admin/refusals";

/** The settings as the form has them: numbers are text, lists have a line for each entry. */
export interface SettingsValues {
  deploymentName: string;
  signInBanner: string;
  siteBanner: string;
  sessionIdleTimeout: string;
  enableChat: boolean;
  maxQuality: string;
  defaultThemeId: Choice | null;
  pinEntryTimeout: string;
  waitingForHostTimeout: string;
  guestsOnlyTimeout: string;
  lastParticipantTimeout: string;
  pinProtection: boolean;
  pinAttemptLimit: string;
  aliasProtection: boolean;
  aliasAttemptLimit: string;
  breakInAllowList: string;
  encryption: string;
  maxCallRateIn: string;
  maxCallRateOut: string;
  enableDialout: boolean;
  burstingEnabled: boolean;
  burstingThreshold: string;
  burstingMinLifetime: string;
  liveViewShowConferences: boolean;
  conferenceHistoryDays: string;
}

export const settingsValues = (s: GlobalSettingsFieldsFragment | null): SettingsValues => ({
  deploymentName: s?.deploymentName ?? "",
  signInBanner: s?.signInBanner ?? "",
  siteBanner: s?.siteBanner ?? "",
  sessionIdleTimeout: String(s?.sessionIdleTimeout ?? ""),
  enableChat: s?.enableChat ?? true,
  maxQuality: s?.maxQuality ?? "HD",
  defaultThemeId: choiceById(s?.defaultThemeId),
  pinEntryTimeout: String(s?.pinEntryTimeout ?? ""),
  waitingForHostTimeout: String(s?.waitingForHostTimeout ?? ""),
  guestsOnlyTimeout: String(s?.guestsOnlyTimeout ?? ""),
  lastParticipantTimeout: String(s?.lastParticipantTimeout ?? ""),
  pinProtection: s?.pinProtection ?? true,
  pinAttemptLimit: String(s?.pinAttemptLimit ?? ""),
  aliasProtection: s?.aliasProtection ?? true,
  aliasAttemptLimit: String(s?.aliasAttemptLimit ?? ""),
  breakInAllowList: s?.breakInAllowList.join("\n") ?? "",
  encryption: s?.encryption ?? "BEST_EFFORT",
  maxCallRateIn: String(s?.maxCallRateIn ?? ""),
  maxCallRateOut: String(s?.maxCallRateOut ?? ""),
  enableDialout: s?.enableDialout ?? true,
  burstingEnabled: s?.burstingEnabled ?? false,
  burstingThreshold: String(s?.burstingThreshold ?? ""),
  burstingMinLifetime: String(s?.burstingMinLifetime ?? ""),
  liveViewShowConferences: s?.liveViewShowConferences ?? true,
  conferenceHistoryDays: String(s?.conferenceHistoryDays ?? ""),
});

export const settingsInput = (v: SettingsValues) => ({
  deploymentName: v.deploymentName,
  signInBanner: v.signInBanner || null,
  siteBanner: v.siteBanner || null,
  sessionIdleTimeout: Number(v.sessionIdleTimeout),
  enableChat: v.enableChat,
  maxQuality: v.maxQuality as QualitySetting,
  defaultThemeId: v.defaultThemeId?.id ?? null,
  pinEntryTimeout: Number(v.pinEntryTimeout),
  waitingForHostTimeout: Number(v.waitingForHostTimeout),
  guestsOnlyTimeout: Number(v.guestsOnlyTimeout),
  lastParticipantTimeout: Number(v.lastParticipantTimeout),
  pinProtection: v.pinProtection,
  pinAttemptLimit: Number(v.pinAttemptLimit),
  aliasProtection: v.aliasProtection,
  aliasAttemptLimit: Number(v.aliasAttemptLimit),
  breakInAllowList: linesOf(v.breakInAllowList),
  encryption: v.encryption as EncryptionSetting,
  maxCallRateIn: optionalNumber(v.maxCallRateIn),
  maxCallRateOut: optionalNumber(v.maxCallRateOut),
  enableDialout: v.enableDialout,
  burstingEnabled: v.burstingEnabled,
  burstingThreshold: Number(v.burstingThreshold),
  burstingMinLifetime: Number(v.burstingMinLifetime),
  liveViewShowConferences: v.liveViewShowConferences,
  conferenceHistoryDays: Number(v.conferenceHistoryDays),
}) satisfies Sent<GlobalSettingsUpdateInput>;

/** A limit is a number that may be empty. */
type Kind = "text" | "number" | "limit" | "lines" | "switch" | "quality" | "encryption" | "theme";

export interface Field {
  name: keyof SettingsValues;
  kind: Kind;
  label: string;
  help?: string;
  required?: boolean;
}

export interface Section {
  id: string;
  title: string;
  intro?: string;
  fields: readonly Field[];
}

export const sections: readonly Section[] = [
  {
    id: "general",
    title: "General",
    fields: [
      { name: "deploymentName", kind: "text", label: "Deployment name", required: true },
      { name: "siteBanner", kind: "text", label: "Banner above every page", help: "One line, at most 250 characters; empty: none." },
      { name: "signInBanner", kind: "lines", label: "Banner on the sign-in page", help: "Everybody who reaches the page reads it. At most 4000 characters; empty: none." },
      { name: "sessionIdleTimeout", kind: "number", label: "Idle administrators", help: "Minutes until an idle administrator is signed out, 5 to 1440.", required: true },
    ],
  },
  {
    id: "meetings",
    title: "Meetings",
    intro: "A service may say otherwise.",
    fields: [
      { name: "enableChat", kind: "switch", label: "Chat in meetings" },
      { name: "maxQuality", kind: "quality", label: "Highest quality" },
      { name: "defaultThemeId", kind: "theme", label: "Default theme", help: "Where a picture or sound comes from that a service’s theme does not have. Meetings do not show themes yet." },
    ],
  },
  {
    id: "timers",
    title: "Timers",
    fields: [
      { name: "pinEntryTimeout", kind: "number", label: "PIN entry", help: "Seconds a caller has for the PIN, 30 to 86400.", required: true },
      { name: "waitingForHostTimeout", kind: "number", label: "Waiting for a host", help: "Seconds a guest waits for a host or to be let in, 0 to 86400.", required: true },
      { name: "guestsOnlyTimeout", kind: "number", label: "Guests only", help: "Seconds guests may stay after the last host left, 0 to 86400.", required: true },
      { name: "lastParticipantTimeout", kind: "number", label: "Last participant", help: "Seconds until somebody who stays alone is dropped, 60 to 86400; 0: never.", required: true },
    ],
  },
  {
    id: "break-in",
    title: "Break-in protection",
    intro: "Whoever is blocked hears, for up to ten minutes, that there is nothing under the alias.",
    fields: [
      { name: "pinProtection", kind: "switch", label: "Block services after wrong PINs" },
      { name: "pinAttemptLimit", kind: "number", label: "Wrong PINs", help: "More than this within ten minutes block the service, 5 to 200.", required: true },
      { name: "aliasProtection", kind: "switch", label: "Block callers after unknown aliases" },
      { name: "aliasAttemptLimit", kind: "number", label: "Unknown aliases", help: "More than this within ten minutes block where the calls come from, 5 to 200.", required: true },
      { name: "breakInAllowList", kind: "lines", label: "Trusted networks", help: "Whose mistakes do not count and who are never blocked: one a line, such as 192.0.2.0/24." },
    ],
  },
  {
    id: "bursting",
    title: "Bursting",
    intro: "Nodes at clouds that are started when a location fills up, and stopped when nobody needs them.",
    fields: [
      { name: "burstingEnabled", kind: "switch", label: "Bursting", help: "Overflow nodes in a cloud are started and stopped as they are needed." },
      { name: "burstingThreshold", kind: "number", label: "Bursting threshold", help: "Free HD calls of a location at or below which an overflow node is started, 1 to 100000.", required: true },
      { name: "burstingMinLifetime", kind: "number", label: "Shortest life", help: "Minutes that an overflow node in a cloud runs at least, 5 to 10080.", required: true },
    ],
  },
  {
    id: "later",
    title: "Kept for later",
    intro: "These are stored and checked now. Nothing acts on them yet.",
    fields: [
      { name: "encryption", kind: "encryption", label: "Encryption", help: "Unless a service says otherwise. Media of browsers is always encrypted." },
      { name: "maxCallRateIn", kind: "limit", label: "Rate in, kbit/s", help: "What a participant may send, 128 to 8192; empty: no limit." },
      { name: "maxCallRateOut", kind: "limit", label: "Rate out, kbit/s", help: "What a participant is sent, 128 to 8192; empty: no limit." },
      { name: "enableDialout", kind: "switch", label: "Calls outwards", help: "Those of gateway rules, too." },
      { name: "liveViewShowConferences", kind: "switch", label: "Live View shows conferences" },
      { name: "conferenceHistoryDays", kind: "number", label: "Conference history", help: "Days that it is kept, up to 3650; 0: for ever.", required: true },
    ],
  },
];

const fields = sections.flatMap((s) => s.fields);

export const settingsLabels: Labels<SettingsValues> = {
  ...Object.fromEntries(fields.map((f) => [f.name, f.label])),
  defaultThemeId: choiceLabel("Default theme", "what is built in"),
};

/** Numbers that were emptied, whatever section they stand in. Sent, they would be zero. */
export const emptied = (v: SettingsValues): Refusal[] =>
  fields.filter((f) => f.kind === "number" && String(v[f.name]).trim() === "").map((f) => ({ code: "REQUIRED", field: [f.name], message: needed }));

/** Sections with those of their fields in which all words of a search are found. */
export function findFields(search: string): Section[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return sections
    .map((s) => ({ ...s, fields: s.fields.filter((f) => words.every((w) => `${s.title} ${f.label} ${f.help ?? ""}`.toLowerCase().includes(w))) }))
    .filter((s) => s.fields.length > 0);
}

/** The section that a field stands in. */
export function sectionOf(name: string): string | undefined {
  return sections.find((s) => s.fields.some((f) => f.name === name))?.id;
}
