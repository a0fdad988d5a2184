import { FormSection } from "@patternfly/react-core";
import { type Control, useWatch } from "react-hook-form";
import { callTypes } from "../../ui/admin/calls";
import { SelectField, SwitchField, TextField } from "../../ui/admin/fields";
import { AliasFields } from "./AliasFields";
import { chat, guestViews, qualities } from "./options";
import type { AuditoriumValues, MeetingValues, ServiceValues } from "./values";

/** What the forms of all kinds of service begin with. */
export function NameFields<V extends ServiceValues>({ control: form }: { control: Control<V> }) {
  const control = form as unknown as Control<ServiceValues>; // of the form it sees what all kinds have
  return (
    <>
      <TextField control={control} name="name" label="Name" required help="Unique over all services, at most 250 characters." />
      <TextField control={control} name="description" label="Description" />
      <AliasFields control={control} />
    </>
  );
}

/** What may be sent, and the tag: the same for all kinds. */
export function MediaFields<V extends ServiceValues>({ control: form }: { control: Control<V> }) {
  const control = form as unknown as Control<ServiceValues>;
  return (
    <>
      <SelectField control={control} name="callType" label="Media" options={callTypes} />
      <SelectField control={control} name="maxQuality" label="Highest quality" options={qualities} />
      <TextField control={control} name="tag" label="Tag" help="Repeated in events and logs." />
    </>
  );
}

interface Props<V extends MeetingValues> {
  control: Control<V>;
  /** What is saved has these PINs. */
  saved: { hasHostPin: boolean; hasGuestPin: boolean } | null;
}

/** Who may enter a meeting room or an auditorium. */
export function EntryFields<V extends MeetingValues>({ control: form, saved }: Props<V>) {
  const control = form as unknown as Control<MeetingValues>;
  const allowGuests = useWatch({ control, name: "allowGuests" });
  const kept = (set: boolean | undefined) => (set ? "One is set. Leave empty to keep it." : "4 to 20 digits, optionally followed by #.");
  return (
    <FormSection title="Who may enter" titleElement="h2">
      <TextField control={control} name="hostPin" label="Host PIN" type="password" autoComplete="new-password" help={kept(saved?.hasHostPin)} />
      {saved?.hasHostPin && <SwitchField control={control} name="clearHostPin" label="Remove the host PIN" />}
      <SwitchField control={control} name="allowGuests" label="Allow guests" help="Needs a host PIN. Guests wait until a host is there." />
      {allowGuests && <TextField control={control} name="guestPin" label="Guest PIN" type="password" autoComplete="new-password" help={kept(saved?.hasGuestPin)} />}
      {allowGuests && saved?.hasGuestPin && <SwitchField control={control} name="clearGuestPin" label="Remove the guest PIN" />}
      <TextField control={control} name="participantLimit" label="Participant limit" type="number" help="Most participants at a time; empty: no limit." />
      <TextField control={control} name="primaryOwnerEmail" label="Owner" help="E-mail address of who answers for it. Found by the search." />
    </FormSection>
  );
}

/** What happens in a meeting room or an auditorium. */
export function MeetingFields<V extends MeetingValues>({ control: form, isAuditorium = false }: { control: Control<V>; isAuditorium?: boolean }) {
  const control = form as unknown as Control<AuditoriumValues>;
  return (
    <FormSection title="In the meeting" titleElement="h2">
      {isAuditorium && (
        <SelectField control={control} name="guestsCanSeeGuests" label="Guests see each other" options={guestViews} help="Hosts see everybody, and everybody sees the hosts." />
      )}
      {isAuditorium && <SwitchField control={control} name="forcePresenterIntoMain" label="Show a presenting host large, whoever talks" />}
      <SwitchField control={control} name="guestsCanPresent" label="Guests may present" />
      <SwitchField control={control} name="muteAllGuests" label="Mute guests when they enter" />
      <SelectField control={control} name="enableChat" label="Chat" options={chat} />
      <MediaFields control={control} />
    </FormSection>
  );
}
