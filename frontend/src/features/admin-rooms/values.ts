import type { CallType, ChatSetting, QualitySetting, RoomFieldsFragment } from "../../gql/graphql";
import type { Labels } from "../../ui/admin/compare";
import { optionalNumber, type Refusal } from "../../ui/admin/refusals";

/** What the form holds. PINs are write-only: empty means "as it is" for a room that has one. */
export interface RoomValues {
  name: string;
  description: string;
  tag: string;
  aliases: { alias: string; description: string }[];
  hostPin: string;
  clearHostPin: boolean;
  allowGuests: boolean;
  guestPin: string;
  clearGuestPin: boolean;
  guestsCanPresent: boolean;
  muteAllGuests: boolean;
  enableChat: string;
  participantLimit: string;
  callType: string;
  maxQuality: string;
}

export const roomLabels: Labels<RoomValues> = {
  name: "Name",
  description: "Description",
  tag: "Tag",
  aliases: "Aliases",
  allowGuests: "Allow guests",
  guestsCanPresent: "Guests may present",
  muteAllGuests: "Mute guests",
  enableChat: "Chat",
  participantLimit: "Participant limit",
  callType: "Media",
  maxQuality: "Quality",
};

export function roomValues(room: RoomFieldsFragment | null): RoomValues {
  return {
    name: room?.name ?? "",
    description: room?.description ?? "",
    tag: room?.tag ?? "",
    aliases: room ? room.aliases.map(({ alias, description }) => ({ alias, description })) : [{ alias: "", description: "" }],
    hostPin: "",
    clearHostPin: false,
    allowGuests: room?.allowGuests ?? false,
    guestPin: "",
    clearGuestPin: false,
    guestsCanPresent: room?.guestsCanPresent ?? true,
    muteAllGuests: room?.muteAllGuests ?? false,
    enableChat: room?.enableChat ?? "DEFAULT",
    participantLimit: room?.participantLimit === null || room?.participantLimit === undefined ? "" : String(room.participantLimit),
    callType: room?.callType ?? "VIDEO",
    maxQuality: room?.maxQuality ?? "DEFAULT",
  };
}

/** The API's input. A PIN that was not touched is left out, so that it stays. */
export function roomInput(v: RoomValues) {
  return {
    name: v.name,
    description: v.description,
    tag: v.tag,
    aliases: v.aliases.filter((a) => a.alias.trim() !== "").map(({ alias, description }) => ({ alias, description })),
    ...pin("hostPin", v.hostPin, v.clearHostPin),
    allowGuests: v.allowGuests,
    ...pin("guestPin", v.guestPin, v.clearGuestPin),
    guestsCanPresent: v.guestsCanPresent,
    muteAllGuests: v.muteAllGuests,
    enableChat: v.enableChat as ChatSetting,
    participantLimit: optionalNumber(v.participantLimit),
    callType: v.callType as CallType,
    maxQuality: v.maxQuality as QualitySetting,
  };
}

/** Empty alias rows are not sent, so the API counts others than the form: gives refusals the form's row. */
export function atRows(v: RoomValues, refusals: readonly Refusal[] | undefined): readonly Refusal[] | undefined {
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
