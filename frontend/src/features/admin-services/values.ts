import type {
  AuditoriumFieldsFragment,
  CallType,
  ChatSetting,
  GuestsCanSeeGuests,
  QualitySetting,
  ReceptionFieldsFragment,
  RoomFieldsFragment,
  TestCallFieldsFragment,
} from "../../gql/graphql";
import type { Labels } from "../../ui/admin/compare";
import { optionalNumber, type Refusal } from "../../ui/admin/refusals";
import { labelOf, callTypes, chat, guestViews, qualities } from "./options";

/** What the forms of all kinds of service hold. */
export interface ServiceValues {
  name: string;
  description: string;
  tag: string;
  aliases: { alias: string; description: string }[];
  callType: string;
  maxQuality: string;
}

/** PINs are write-only: empty means "as it is" for a service that has one. */
export interface MeetingValues extends ServiceValues {
  hasHostPin: boolean;
  hostPin: string;
  clearHostPin: boolean;
  allowGuests: boolean;
  hasGuestPin: boolean;
  guestPin: string;
  clearGuestPin: boolean;
  guestsCanPresent: boolean;
  muteAllGuests: boolean;
  enableChat: string;
  participantLimit: string;
  primaryOwnerEmail: string;
}

export interface AuditoriumValues extends MeetingValues {
  guestsCanSeeGuests: string;
  forcePresenterIntoMain: boolean;
}

export interface ReceptionValues extends ServiceValues {
  matchString: string;
  replaceString: string;
  digits: string;
}

export interface TestCallValues extends ServiceValues {
  duration: string;
}

type Shared = Pick<RoomFieldsFragment, "name" | "description" | "tag" | "aliases" | "callType" | "maxQuality">;
type Meeting = Omit<RoomFieldsFragment, "__typename" | " $fragmentName">;

const number = (n: number | null | undefined) => (n === null || n === undefined ? "" : String(n));

function serviceValues(s: Shared | null): ServiceValues {
  return {
    name: s?.name ?? "",
    description: s?.description ?? "",
    tag: s?.tag ?? "",
    aliases: s ? s.aliases.map(({ alias, description }) => ({ alias, description })) : [{ alias: "", description: "" }],
    callType: s?.callType ?? "VIDEO",
    maxQuality: s?.maxQuality ?? "DEFAULT",
  };
}

export function meetingValues(m: Meeting | null): MeetingValues {
  return {
    ...serviceValues(m),
    hasHostPin: m?.hasHostPin ?? false,
    hostPin: "",
    clearHostPin: false,
    allowGuests: m?.allowGuests ?? false,
    hasGuestPin: m?.hasGuestPin ?? false,
    guestPin: "",
    clearGuestPin: false,
    guestsCanPresent: m?.guestsCanPresent ?? true,
    muteAllGuests: m?.muteAllGuests ?? false,
    enableChat: m?.enableChat ?? "DEFAULT",
    participantLimit: number(m?.participantLimit),
    primaryOwnerEmail: m?.primaryOwnerEmail ?? "",
  };
}

export const auditoriumValues = (a: AuditoriumFieldsFragment | null): AuditoriumValues => ({
  ...meetingValues(a),
  guestsCanSeeGuests: a?.guestsCanSeeGuests ?? "NO_HOSTS",
  forcePresenterIntoMain: a?.forcePresenterIntoMain ?? false,
});

export const receptionValues = (r: ReceptionFieldsFragment | null): ReceptionValues => ({
  ...serviceValues(r),
  matchString: r?.matchString ?? "",
  replaceString: r?.replaceString ?? "",
  digits: number(r?.digits),
});

export const testCallValues = (t: TestCallFieldsFragment | null): TestCallValues => ({ ...serviceValues(t), duration: String(t?.duration ?? 20) });

/** The API's input. */
function serviceInput(v: ServiceValues) {
  return {
    name: v.name,
    description: v.description,
    tag: v.tag,
    aliases: v.aliases.filter((a) => a.alias.trim() !== "").map(({ alias, description }) => ({ alias, description })),
    callType: v.callType as CallType,
    maxQuality: v.maxQuality as QualitySetting,
  };
}

/** A PIN that was not touched is left out, so that it stays. */
export function meetingInput(v: MeetingValues) {
  return {
    ...serviceInput(v),
    ...pin("hostPin", v.hostPin, v.clearHostPin),
    allowGuests: v.allowGuests,
    ...pin("guestPin", v.guestPin, v.clearGuestPin),
    guestsCanPresent: v.guestsCanPresent,
    muteAllGuests: v.muteAllGuests,
    enableChat: v.enableChat as ChatSetting,
    participantLimit: optionalNumber(v.participantLimit),
    primaryOwnerEmail: v.primaryOwnerEmail,
  };
}

export const auditoriumInput = (v: AuditoriumValues) => ({
  ...meetingInput(v),
  guestsCanSeeGuests: v.guestsCanSeeGuests as GuestsCanSeeGuests,
  forcePresenterIntoMain: v.forcePresenterIntoMain,
});

export const receptionInput = (v: ReceptionValues) => ({
  ...serviceInput(v),
  matchString: v.matchString,
  replaceString: v.replaceString,
  digits: optionalNumber(v.digits),
});

export const testCallInput = (v: TestCallValues) => ({ ...serviceInput(v), duration: v.duration.trim() === "" ? 20 : Number(v.duration) });

const serviceLabels = {
  name: "Name",
  description: "Description",
  tag: "Tag",
  aliases: "Aliases",
  callType: { label: "Media", show: labelOf(callTypes) },
  maxQuality: { label: "Quality", show: labelOf(qualities) },
};

const meetingOnly: Labels<Omit<MeetingValues, keyof ServiceValues>> = {
  hostPin: { label: "Host PIN", secret: (v) => ({ isSaved: v.hasHostPin, isTyped: v.hostPin !== "", isCleared: v.clearHostPin }) },
  allowGuests: "Allow guests",
  guestPin: { label: "Guest PIN", secret: (v) => ({ isSaved: v.hasGuestPin, isTyped: v.guestPin !== "", isCleared: v.clearGuestPin }) },
  guestsCanPresent: "Guests may present",
  muteAllGuests: "Mute guests",
  enableChat: { label: "Chat", show: labelOf(chat) },
  participantLimit: "Participant limit",
  primaryOwnerEmail: "Owner",
};

export const meetingLabels: Labels<MeetingValues> = { ...serviceLabels, ...meetingOnly };
export const auditoriumLabels: Labels<AuditoriumValues> = { ...serviceLabels, ...meetingOnly, guestsCanSeeGuests: { label: "Guests see each other", show: labelOf(guestViews) }, forcePresenterIntoMain: "Presenting host large" };
export const receptionLabels: Labels<ReceptionValues> = { ...serviceLabels, matchString: "Number must match", replaceString: "Call instead", digits: "Digits" };
export const testCallLabels: Labels<TestCallValues> = { ...serviceLabels, duration: "Duration" };

/** Empty alias rows are not sent, so the API counts others than the form: gives refusals the form's row. */
export function atRows(v: ServiceValues, refusals: readonly Refusal[] | undefined): readonly Refusal[] | undefined {
  const sent = v.aliases.flatMap((a, row) => (a.alias.trim() === "" ? [] : [row]));
  return refusals?.map((r) => {
    const [list, index, ...rest] = r.field ?? [];
    const row = list === "aliases" && index !== undefined ? sent[Number(index)] : undefined;
    return row === undefined ? r : { ...r, field: ["aliases", String(row), ...rest] };
  });
}

function pin(key: "hostPin" | "guestPin", typed: string, clear: boolean): Record<string, string | null> {
  if (clear) return { [key]: null };
  return typed === "" ? {} : { [key]: typed };
}
