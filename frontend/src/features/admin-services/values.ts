import type {
  AuditoriumFieldsFragment,
  AuditoriumUpdateInput,
  CallType,
  ChatSetting,
  EncryptionSetting,
  GuestsCanSeeGuests,
  Layout,
  MeetingRoomUpdateInput,
  QualitySetting,
  ReceptionFieldsFragment,
  ReceptionUpdateInput,
  RoomFieldsFragment,
  TestCallFieldsFragment,
  TestCallUpdateInput,
} from "../../gql/graphql";
import { callTypes, named } from "../../ui/admin/calls";
import type { Labels } from "../../ui/admin/compare";
import { type Choice, choiceById, choiceLabel } from "../../ui/admin/choices";
import { secretInput, type Sent } from "../../ui/admin/inputs";
import { optionalNumber, type Refusal } from "../../ui/admin/refusals";
import { chat, encryptions, guestViews, layouts, qualities } from "./options";

/** What the forms of all kinds of service hold. */
export interface ServiceValues {
  name: string;
  description: string;
  tag: string;
  aliases: { alias: string; description: string }[];
  callType: string;
  maxQuality: string;
  encryption: string;
  maxCallRateIn: string;
  maxCallRateOut: string;
  themeId: Choice | null;
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
  /** Their identifiers, in the order in which they were added. */
  automaticParticipants: string[];
  enableOverlayText: boolean;
  enableActiveSpeakerIndication: boolean;
}

export interface RoomValues extends MeetingValues {
  layout: string;
}

export interface AuditoriumValues extends MeetingValues {
  hostLayout: string;
  guestLayout: string;
  guestsCanSeeGuests: string;
  forcePresenterIntoMain: boolean;
}

export interface ReceptionValues extends ServiceValues {
  matchString: string;
  replaceString: string;
  digits: string;
  lookupLocationId: Choice | null;
}

export interface TestCallValues extends ServiceValues {
  duration: string;
}

type Shared = Pick<RoomFieldsFragment, "name" | "description" | "tag" | "aliases" | "callType" | "maxQuality" | "encryption" | "maxCallRateIn" | "maxCallRateOut" | "themeId">;
type Meeting = Omit<RoomFieldsFragment, "__typename" | " $fragmentName" | "layout">;

const number = (n: number | null | undefined) => (n === null || n === undefined ? "" : String(n));

function serviceValues(s: Shared | null): ServiceValues {
  return {
    name: s?.name ?? "",
    description: s?.description ?? "",
    tag: s?.tag ?? "",
    aliases: s ? s.aliases.map(({ alias, description }) => ({ alias, description })) : [{ alias: "", description: "" }],
    callType: s?.callType ?? "VIDEO",
    maxQuality: s?.maxQuality ?? "DEFAULT",
    encryption: s?.encryption ?? "DEFAULT",
    maxCallRateIn: number(s?.maxCallRateIn),
    maxCallRateOut: number(s?.maxCallRateOut),
    themeId: choiceById(s?.themeId),
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
    automaticParticipants: m ? [...m.automaticParticipants] : [],
    enableOverlayText: m?.enableOverlayText ?? false,
    enableActiveSpeakerIndication: m?.enableActiveSpeakerIndication ?? false,
  };
}

const usual: Layout = "ONE_MAIN_SEVEN_PIPS";

export const roomValues = (r: RoomFieldsFragment | null): RoomValues => ({ ...meetingValues(r), layout: r?.layout ?? usual });

export const auditoriumValues = (a: AuditoriumFieldsFragment | null): AuditoriumValues => ({
  ...meetingValues(a),
  hostLayout: a?.hostLayout ?? usual,
  guestLayout: a?.guestLayout ?? usual,
  guestsCanSeeGuests: a?.guestsCanSeeGuests ?? "NO_HOSTS",
  forcePresenterIntoMain: a?.forcePresenterIntoMain ?? false,
});

export const receptionValues = (r: ReceptionFieldsFragment | null): ReceptionValues => ({
  ...serviceValues(r),
  matchString: r?.matchString ?? "",
  replaceString: r?.replaceString ?? "",
  digits: number(r?.digits),
  lookupLocationId: choiceById(r?.lookupLocationId),
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
    encryption: v.encryption as EncryptionSetting,
    maxCallRateIn: optionalNumber(v.maxCallRateIn),
    maxCallRateOut: optionalNumber(v.maxCallRateOut),
    themeId: v.themeId?.id ?? null,
  };
}

/** A PIN that was not touched is left out, so that it stays. */
export function meetingInput(v: MeetingValues) {
  return {
    ...serviceInput(v),
    ...secretInput("hostPin", v.hostPin, v.clearHostPin),
    allowGuests: v.allowGuests,
    ...secretInput("guestPin", v.guestPin, v.clearGuestPin),
    guestsCanPresent: v.guestsCanPresent,
    muteAllGuests: v.muteAllGuests,
    enableChat: v.enableChat as ChatSetting,
    participantLimit: optionalNumber(v.participantLimit),
    primaryOwnerEmail: v.primaryOwnerEmail,
    automaticParticipants: v.automaticParticipants,
    enableOverlayText: v.enableOverlayText,
    enableActiveSpeakerIndication: v.enableActiveSpeakerIndication,
  };
}

type Pins = "hostPin" | "guestPin";

export const roomInput = (v: RoomValues) => ({ ...meetingInput(v), layout: v.layout as Layout }) satisfies Sent<MeetingRoomUpdateInput, Pins>;

export const auditoriumInput = (v: AuditoriumValues) =>
  ({
    ...meetingInput(v),
    hostLayout: v.hostLayout as Layout,
    guestLayout: v.guestLayout as Layout,
    guestsCanSeeGuests: v.guestsCanSeeGuests as GuestsCanSeeGuests,
    forcePresenterIntoMain: v.forcePresenterIntoMain,
  }) satisfies Sent<AuditoriumUpdateInput, Pins>;

export const receptionInput = (v: ReceptionValues) =>
  ({
    ...serviceInput(v),
    matchString: v.matchString,
    replaceString: v.replaceString,
    digits: optionalNumber(v.digits),
    lookupLocationId: v.lookupLocationId?.id ?? null,
  }) satisfies Sent<ReceptionUpdateInput>;

export const testCallInput = (v: TestCallValues) => ({ ...serviceInput(v), duration: v.duration.trim() === "" ? 20 : Number(v.duration) }) satisfies Sent<TestCallUpdateInput>;

/** The names of automatic participants that a form has met, by their identifiers. */
export type Names = Map<string, string>;

const serviceLabels = {
  name: "Name",
  description: "Description",
  tag: "Tag",
  aliases: "Aliases",
  callType: { label: "Media", show: named(callTypes) },
  maxQuality: { label: "Quality", show: named(qualities) },
  encryption: { label: "Encryption", show: named(encryptions) },
  maxCallRateIn: "Rate in",
  maxCallRateOut: "Rate out",
  themeId: choiceLabel("Theme", "the default one"),
};

const meetingOnly = (names: Names): Labels<Omit<MeetingValues, keyof ServiceValues>> => ({
  hostPin: { label: "Host PIN", secret: (v) => ({ isSaved: v.hasHostPin, isTyped: v.hostPin !== "", isCleared: v.clearHostPin }) },
  allowGuests: "Allow guests",
  guestPin: { label: "Guest PIN", secret: (v) => ({ isSaved: v.hasGuestPin, isTyped: v.guestPin !== "", isCleared: v.clearGuestPin }) },
  guestsCanPresent: "Guests may present",
  muteAllGuests: "Mute guests",
  enableChat: { label: "Chat", show: named(chat) },
  participantLimit: "Participant limit",
  primaryOwnerEmail: "Owner",
  automaticParticipants: {
    label: "Automatic participants",
    show: (ids: readonly string[]) => ids.map((id) => names.get(id) ?? "another one").join(", "),
    same: (a: readonly string[], b: readonly string[]) => a.join() === b.join(),
  },
  enableOverlayText: "Names over pictures",
  enableActiveSpeakerIndication: "Frame around who speaks",
});

const layoutLabel = (label: string) => ({ label, show: named(layouts) });

export const roomLabels = (names: Names): Labels<RoomValues> => ({ ...serviceLabels, ...meetingOnly(names), layout: layoutLabel("Layout") });
export const auditoriumLabels = (names: Names): Labels<AuditoriumValues> => ({
  ...serviceLabels,
  ...meetingOnly(names),
  hostLayout: layoutLabel("Layout of hosts"),
  guestLayout: layoutLabel("Layout of guests"),
  guestsCanSeeGuests: { label: "Guests see each other", show: named(guestViews) },
  forcePresenterIntoMain: "Presenting host large",
});
export const receptionLabels: Labels<ReceptionValues> = { ...serviceLabels, matchString: "Number must match", replaceString: "Call instead", digits: "Digits", lookupLocationId: choiceLabel("Looked up from", "none") };
export const testCallLabels: Labels<TestCallValues> = { ...serviceLabels, duration: "Duration" };

/** Empty alias rows are not sent, so the API counts others than the form: gives refusals the form's row. */
export function atRows(v: ServiceValues, refusals: readonly Refusal[] | undefined): readonly Refusal[] | undefined {
  const sent = v.aliases.flatMap((a, row) => (a.alias.trim() === "" ? [] : [row]));
  return refusals?.map((r) => {
    const [list, index, ...rest] = r.field ?? [];
    // One of the chosen ones is refused: the choice is one field.
    if (list === "automaticParticipants") return { ...r, field: [list] };
    const row = list === "aliases" && index !== undefined ? sent[Number(index)] : undefined;
    return row === undefined ? r : { ...r, field: ["aliases", String(row), ...rest] };
  });
}
