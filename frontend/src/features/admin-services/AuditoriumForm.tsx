import { Link } from "@tanstack/react-router";
import { useMutation } from "urql";
import type { AuditoriumFieldsFragment } from "../../gql/graphql";
import { SelectField } from "../../ui/admin/fields";
import { FormPage } from "../../ui/admin/FormPage";
import { useNotice } from "../../ui/admin/notices";
import { ObjectAudit } from "../../ui/admin/ObjectAudit";
import { removal, RemoveButton } from "../../ui/admin/RemoveButton";
import { useEntityForm } from "../../ui/admin/useEntityForm";
import { type Warning, Warnings } from "../../ui/admin/Warnings";
import { AuditoriumCreateMutation, AuditoriumRemoveMutation, AuditoriumUpdateMutation } from "./documents";
import { LaterFields, meetingLater, MeetingLater } from "./LaterFields";
import { EntryFields, MeetingFields, NameFields } from "./MeetingFields";
import { MoveAliases } from "./MoveAliases";
import { layouts } from "./options";
import { useNames } from "./useNames";
import { auditoriumLabels, atRows, auditoriumInput, auditoriumValues, type AuditoriumValues } from "./values";
import { created, withWarnings } from "./warned";

interface Props {
  saved: AuditoriumFieldsFragment | null;
  warnings: readonly Warning[];
  /** A new one was made that something can be said about. */
  onWarned: (id: string) => void;
  onDone: () => void;
}

export function AuditoriumForm({ saved, warnings, onWarned, onDone }: Props) {
  const [, create] = useMutation(AuditoriumCreateMutation);
  const [, update] = useMutation(AuditoriumUpdateMutation);
  const [, remove] = useMutation(AuditoriumRemoveMutation);
  const notice = useNotice();
  const names = useNames();
  const { form, base, leave, page } = useEntityForm<AuditoriumFieldsFragment, AuditoriumValues>({
    entity: saved,
    valuesOf: auditoriumValues,
    labels: auditoriumLabels(names),
    nameOf: (v) => `Auditorium ${v.name}`,
    create: async (values) => {
      const { data, error } = await create({ input: auditoriumInput(values) });
      return { error, entity: withWarnings(data?.auditoriumCreate.auditorium, data?.auditoriumCreate.warnings), userErrors: atRows(values, data?.auditoriumCreate.userErrors) };
    },
    update: async (values, { id, revision }) => {
      const { data, error } = await update({ input: { id, expectedRevision: revision, ...auditoriumInput(values) } });
      return { error, entity: data?.auditoriumUpdate.auditorium, userErrors: atRows(values, data?.auditoriumUpdate.userErrors) };
    },
    onCreated: created(onWarned, onDone),
  });
  const { control } = form;
  return (
    <FormPage
      title={base ? base.name : "New auditorium"}
      parent={<Link to="/auditoriums">Auditoriums</Link>}
      header={
        base && (
          <>
            <Warnings warnings={warnings} here={base.id} />
            <ObjectAudit id={base.id} />
          </>
        )
      }
      {...page}
      submitLabel={base ? "Save" : "Add auditorium"}
      onCancel={() => leave(onDone)}
      footer={
        base && (
          <>
            <MoveAliases id={base.id} aliases={base.aliases.map((a) => a.alias)} isDirty={page.isDirty} onMoved={() => leave(onDone)} />
            <RemoveButton
              what={`auditorium ${base.name}`}
              consequence="Its aliases become free. People who are in it now stay until they leave."
              onRemove={async () => {
                const { data, error } = await remove({ input: { id: base.id } });
                return removal(error, data?.auditoriumRemove.userErrors, () => {
                  notice(`Auditorium ${base.name} was removed`);
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
      <MeetingFields control={control} isAuditorium />
      <LaterFields control={control} begun={auditoriumValues(saved)} fresh={auditoriumValues(null)} also={[...meetingLater, "hostLayout", "guestLayout"]}>
        <MeetingLater control={control} names={names} />
        <SelectField control={control} name="hostLayout" label="Layout that hosts see" options={layouts} />
        <SelectField control={control} name="guestLayout" label="Layout that guests see" options={layouts} />
      </LaterFields>
    </FormPage>
  );
}
