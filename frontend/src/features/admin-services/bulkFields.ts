import type { ServicePatch } from "../../gql/graphql";
import { callTypes } from "../../ui/admin/calls";
import type { Option } from "../../ui/admin/fields";
import type { Kind } from "./kinds";
import { chat, encryptions, guestViews, layouts, qualities } from "./options";

export type PatchName = keyof ServicePatch;

/** How a field is changed: a text or number is typed, an option chosen; the others have fields of their own. */
type Way = { type: "text"; help: string } | { type: "number"; help: string; isNeeded?: boolean } | { type: "option"; options: readonly Option[] } | { type: "switch" } | { type: "theme" } | { type: "participants" };

export type BulkField = Way & { label: string; kinds: readonly Kind[]; isLater?: boolean };

const all: readonly Kind[] = ["MeetingRoom", "Auditorium", "Reception", "TestCall"];
const meetings: readonly Kind[] = ["MeetingRoom", "Auditorium"];
const rate = "128 to 8192; empty: no limit.";

/** Every field that can be changed in many services, in the order in which they stand. One that the API gets later does not compile until it is here. */
export const bulkFields: Readonly<Record<PatchName, BulkField>> = {
  description: { type: "text", label: "Description", help: "Empty: none.", kinds: all },
  tag: { type: "text", label: "Tag", help: "Empty: no tag.", kinds: all },
  primaryOwnerEmail: { type: "text", label: "Owner", help: "An e-mail address; empty: nobody.", kinds: meetings },
  allowGuests: { type: "switch", label: "Allow guests", kinds: meetings },
  participantLimit: { type: "number", label: "Participant limit", help: "Empty: no limit.", kinds: meetings },
  guestsCanSeeGuests: { type: "option", label: "Guests see each other", options: guestViews, kinds: ["Auditorium"] },
  forcePresenterIntoMain: { type: "switch", label: "Show a presenting host large", kinds: ["Auditorium"] },
  guestsCanPresent: { type: "switch", label: "Guests may present", kinds: meetings },
  muteAllGuests: { type: "switch", label: "Mute guests when they enter", kinds: meetings },
  enableChat: { type: "option", label: "Chat", options: chat, kinds: meetings },
  duration: { type: "number", label: "Duration", help: "Seconds, 5 to 600.", isNeeded: true, kinds: ["TestCall"] },
  callType: { type: "option", label: "Media", options: callTypes, kinds: all },
  maxQuality: { type: "option", label: "Highest quality", options: qualities, kinds: all },
  automaticParticipants: { type: "participants", label: "Automatic participants", kinds: meetings, isLater: true },
  enableOverlayText: { type: "switch", label: "Names over the pictures", kinds: meetings, isLater: true },
  enableActiveSpeakerIndication: { type: "switch", label: "A frame around who speaks", kinds: meetings, isLater: true },
  layout: { type: "option", label: "Layout", options: layouts, kinds: ["MeetingRoom"], isLater: true },
  hostLayout: { type: "option", label: "Layout that hosts see", options: layouts, kinds: ["Auditorium"], isLater: true },
  guestLayout: { type: "option", label: "Layout that guests see", options: layouts, kinds: ["Auditorium"], isLater: true },
  themeId: { type: "theme", label: "Theme", kinds: all, isLater: true },
  encryption: { type: "option", label: "Encryption", options: encryptions, kinds: all, isLater: true },
  maxCallRateIn: { type: "number", label: "Rate in, kbit/s", help: rate, kinds: all, isLater: true },
  maxCallRateOut: { type: "number", label: "Rate out, kbit/s", help: rate, kinds: all, isLater: true },
};

/** What is typed or chosen; what is not there stays as it is. A theme is its identifier. */
export type Draft = Partial<Record<PatchName, string | readonly string[]>>;

/** The fields that a kind of service has. */
export const fieldsOf = (kind: Kind, isLater: boolean): PatchName[] =>
  (Object.keys(bulkFields) as PatchName[]).filter((n) => bulkFields[n].kinds.includes(kind) && (bulkFields[n].isLater ?? false) === isLater);

/** What is wrong with a field as it is; null: nothing. */
export function problemOf(name: PatchName, draft: Draft): string | null {
  const [field, value] = [bulkFields[name], draft[name]];
  if (field.type !== "number" || typeof value !== "string" || /^\d+$/.test(value.trim())) return null;
  if (value.trim() === "") return field.isNeeded ? "A value is required." : null;
  return field.isNeeded ? "A whole number." : "A whole number, or nothing.";
}

/** The API's patch: what is left alone is left out. */
export function patchOf(draft: Draft): ServicePatch {
  return Object.fromEntries((Object.keys(draft) as PatchName[]).filter((n) => draft[n] !== undefined).map((n) => [n, sent(bulkFields[n], draft[n] as string | readonly string[])]));
}

function sent({ type }: BulkField, value: string | readonly string[]): unknown {
  if (typeof value !== "string") return value;
  if (type === "switch") return value === "ON";
  if (type === "number") return value.trim() === "" ? null : Number(value);
  return type === "theme" ? value || null : value;
}
