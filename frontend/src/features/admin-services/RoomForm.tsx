import { Link } from "@tanstack/react-router";
import { useMutation } from "urql";
import type { RoomFieldsFragment } from "../../gql/graphql";
import { SelectField } from "../../ui/admin/fields";
import { FormPage } from "../../ui/admin/FormPage";
import { useNotice } from "../../ui/admin/notices";
import { ObjectAudit } from "../../ui/admin/ObjectAudit";
import { removal, RemoveButton } from "../../ui/admin/RemoveButton";
import { useEntityForm } from "../../ui/admin/useEntityForm";
import { type Warning, Warnings } from "../../ui/admin/Warnings";
import { RoomCreateMutation, RoomRemoveMutation, RoomUpdateMutation } from "./documents";
import { LaterFields, meetingLater, MeetingLater } from "./LaterFields";
import { EntryFields, MeetingFields, NameFields } from "./MeetingFields";
import { MoveAliases } from "./MoveAliases";
import { layouts } from "./options";
import { atRows, roomInput, roomLabels, roomValues, type RoomValues } from "./values";
import { useNames } from "./useNames";
import { created, withWarnings } from "./warned";

interface Props {
  saved: RoomFieldsFragment | null;
  warnings: readonly Warning[];
  /** A new one was made that something can be said about. */
  onWarned: (id: string) => void;
  onDone: () => void;
}

export function RoomForm({ saved, warnings, onWarned, onDone }: Props) {
  const [, create] = useMutation(RoomCreateMutation);
  const [, update] = useMutation(RoomUpdateMutation);
  const [, remove] = useMutation(RoomRemoveMutation);
  const notice = useNotice();
  const names = useNames();
  const { form, base, leave, page } = useEntityForm<RoomFieldsFragment, RoomValues>({
    entity: saved,
    valuesOf: roomValues,
    labels: roomLabels(names),
    nameOf: (v) => `Meeting room ${v.name}`,
    create: async (values) => {
      const { data, error } = await create({ input: roomInput(values) });
      return { error, entity: withWarnings(data?.meetingRoomCreate.meetingRoom, data?.meetingRoomCreate.warnings), userErrors: atRows(values, data?.meetingRoomCreate.userErrors) };
    },
    update: async (values, { id, revision }) => {
      const { data, error } = await update({ input: { id, expectedRevision: revision, ...roomInput(values) } });
      return { error, entity: data?.meetingRoomUpdate.meetingRoom, userErrors: atRows(values, data?.meetingRoomUpdate.userErrors) };
    },
    onCreated: created(onWarned, onDone),
  });
  const { control } = form;
  return (
    <FormPage
      title={base ? base.name : "New meeting room"}
      parent={<Link to="/rooms">Meeting rooms</Link>}
      header={
        base && (
          <>
            <Warnings warnings={warnings} here={base.id} />
            <ObjectAudit id={base.id} />
          </>
        )
      }
      {...page}
      submitLabel={base ? "Save" : "Add room"}
      onCancel={() => leave(onDone)}
      footer={
        base && (
          <>
            <MoveAliases id={base.id} aliases={base.aliases.map((a) => a.alias)} isDirty={page.isDirty} onMoved={() => leave(onDone)} />
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
          </>
        )
      }
    >
      <NameFields control={control} />
      <EntryFields control={control} saved={base} />
      <MeetingFields control={control} />
      <LaterFields control={control} begun={roomValues(saved)} fresh={roomValues(null)} also={[...meetingLater, "layout"]}>
        <MeetingLater control={control} names={names} />
        <SelectField control={control} name="layout" label="Layout" options={layouts} />
      </LaterFields>
    </FormPage>
  );
}
