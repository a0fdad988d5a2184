import type { ReactNode } from "react";
import type { Control, FieldPath } from "react-hook-form";
import { ChoiceField } from "../../ui/admin/ChoiceField";
import { ThemeChoices } from "../../ui/admin/choices";
import { SelectField, SwitchField, TextField } from "../../ui/admin/fields";
import { Later } from "../../ui/admin/Later";
import { encryptions } from "./options";
import { ParticipantsField } from "./ParticipantsField";
import type { MeetingValues, Names, ServiceValues } from "./values";

const shared = ["encryption", "maxCallRateIn", "maxCallRateOut", "themeId"] as const;

interface Props<V extends ServiceValues> {
  control: Control<V>;
  /** What the form began with, and what it begins with for a new service. */
  begun: V;
  fresh: V;
  /** The fields of the kind, which stand before those of all kinds. */
  also?: readonly FieldPath<V>[];
  children?: ReactNode;
}

/** The fields of a service that nodes do not use yet. */
export function LaterFields<V extends ServiceValues>({ control: form, begun, fresh, also = [], children }: Props<V>) {
  const control = form as unknown as Control<ServiceValues>; // of the form it sees what all kinds have
  const fields = [...also, ...shared] as readonly (keyof V & FieldPath<V>)[];
  return (
    <Later isSet={fields.some((f) => JSON.stringify(begun[f]) !== JSON.stringify(fresh[f]))} note="Conferencing Nodes do not use them yet.">
      {children}
      <ChoiceField control={control} name="themeId" label="Theme" from={ThemeChoices} none="The default one" help="The pictures and sounds that callers see and hear." />
      <SelectField control={control} name="encryption" label="Encryption" options={encryptions} help="Media of browsers is always encrypted." />
      <TextField control={control} name="maxCallRateIn" label="Rate in, kbit/s" type="number" help="What a participant may send, 128 to 8192; empty: no limit." />
      <TextField control={control} name="maxCallRateOut" label="Rate out, kbit/s" type="number" help="What a participant is sent, 128 to 8192; empty: no limit." />
    </Later>
  );
}

export const meetingLater = ["automaticParticipants", "enableOverlayText", "enableActiveSpeakerIndication"] as const;

/** Those of meeting rooms and auditoriums. */
export function MeetingLater<V extends MeetingValues>({ control: form, names }: { control: Control<V>; names: Names }) {
  const control = form as unknown as Control<MeetingValues>;
  return (
    <>
      <ParticipantsField control={control} names={names} />
      <SwitchField control={control} name="enableOverlayText" label="Names over the pictures" />
      <SwitchField control={control} name="enableActiveSpeakerIndication" label="A frame around who speaks" />
    </>
  );
}
