import { FormSection } from "@patternfly/react-core";
import { Link } from "@tanstack/react-router";
import { useWatch } from "react-hook-form";
import { useMutation } from "urql";
import type { RoomFieldsFragment } from "../../gql/graphql";
import { SelectField, SwitchField, TextField } from "../../ui/admin/fields";
import { FormPage } from "../../ui/admin/FormPage";
import { useNotice } from "../../ui/admin/notices";
import { ObjectAudit } from "../../ui/admin/ObjectAudit";
import { removal, RemoveButton } from "../../ui/admin/RemoveButton";
import { useEntityForm } from "../../ui/admin/useEntityForm";
import { AliasFields } from "./AliasFields";
import { RoomCreateMutation, RoomRemoveMutation, RoomUpdateMutation } from "./documents";
import { atRows, roomInput, roomLabels, roomValues, type RoomValues } from "./values";

const chat = [
  { value: "DEFAULT", label: "As in the global settings" },
  { value: "YES", label: "On" },
  { value: "NO", label: "Off" },
];
const callTypes = [
  { value: "VIDEO", label: "Audio, video and presentation" },
  { value: "VIDEO_ONLY", label: "Audio and video" },
  { value: "AUDIO", label: "Audio" },
];
const qualities = [
  { value: "DEFAULT", label: "As in the global settings" },
  { value: "SD", label: "SD" },
  { value: "HD", label: "HD" },
  { value: "FULL_HD", label: "Full HD" },
];

export function RoomForm({ room, onDone }: { room: RoomFieldsFragment | null; onDone: () => void }) {
  const [, create] = useMutation(RoomCreateMutation);
  const [, update] = useMutation(RoomUpdateMutation);
  const [, remove] = useMutation(RoomRemoveMutation);
  const notice = useNotice();
  const { form, base, leave, page } = useEntityForm<RoomFieldsFragment, RoomValues>({
    entity: room,
    valuesOf: roomValues,
    labels: roomLabels,
    nameOf: (v) => `Meeting room ${v.name}`,
    create: async (values) => {
      const { data, error } = await create({ input: roomInput(values) });
      return { error, entity: data?.meetingRoomCreate.meetingRoom, userErrors: atRows(values, data?.meetingRoomCreate.userErrors) };
    },
    update: async (values, { id, revision }) => {
      const { data, error } = await update({ input: { id, expectedRevision: revision, ...roomInput(values) } });
      return { error, entity: data?.meetingRoomUpdate.meetingRoom, userErrors: atRows(values, data?.meetingRoomUpdate.userErrors) };
    },
    onCreated: onDone,
  });
  const { control } = form;
  const allowGuests = useWatch({ control, name: "allowGuests" });
  const kept = (set: boolean | undefined) => (set ? "One is set. Leave empty to keep it." : "4 to 20 digits, optionally followed by #.");
  return (
    <FormPage
      title={base ? base.name : "New meeting room"}
      parent={<Link to="/rooms">Meeting rooms</Link>}
      header={base && <ObjectAudit id={base.id} />}
      {...page}
      submitLabel={base ? "Save" : "Add room"}
      onCancel={() => leave(onDone)}
      footer={
        base && (
          <RemoveButton
            what={`room ${base.name}`}
            consequence="Its aliases become free. People who are in it now stay until they leave."
            onRemove={async () => {
              const { data, error } = await remove({ input: { id: base.id } });
              return removal(error, data?.meetingRoomRemove.userErrors, () => {
                notice(`Meeting room ${base.name} was removed`);
                leave(onDone);
              });
            }}
          />
        )
      }
    >
      <TextField control={control} name="name" label="Name" required help="Unique, at most 250 characters." />
      <TextField control={control} name="description" label="Description" />
      <AliasFields control={control} />
      <FormSection title="Who may enter" titleElement="h2">
        <TextField control={control} name="hostPin" label="Host PIN" type="password" autoComplete="new-password" help={kept(base?.hasHostPin)} />
        {base?.hasHostPin && <SwitchField control={control} name="clearHostPin" label="Remove the host PIN" />}
        <SwitchField control={control} name="allowGuests" label="Allow guests" help="Needs a host PIN. Guests wait until a host is there." />
        {allowGuests && <TextField control={control} name="guestPin" label="Guest PIN" type="password" autoComplete="new-password" help={kept(base?.hasGuestPin)} />}
        {allowGuests && base?.hasGuestPin && <SwitchField control={control} name="clearGuestPin" label="Remove the guest PIN" />}
        <TextField control={control} name="participantLimit" label="Participant limit" type="number" help="Most participants at a time; empty: no limit." />
      </FormSection>
      <FormSection title="In the meeting" titleElement="h2">
        <SwitchField control={control} name="guestsCanPresent" label="Guests may present" />
        <SwitchField control={control} name="muteAllGuests" label="Mute guests when they enter" />
        <SelectField control={control} name="enableChat" label="Chat" options={chat} />
        <SelectField control={control} name="callType" label="Media" options={callTypes} />
        <SelectField control={control} name="maxQuality" label="Highest quality" options={qualities} />
        <TextField control={control} name="tag" label="Tag" help="Repeated in events and logs." />
      </FormSection>
    </FormPage>
  );
}
