import { FormSection } from "@patternfly/react-core";
import { Link } from "@tanstack/react-router";
import { useMutation } from "urql";
import type { ReceptionFieldsFragment } from "../../gql/graphql";
import { ChoiceField } from "../../ui/admin/ChoiceField";
import { LocationChoices } from "../../ui/admin/choices";
import { TextField } from "../../ui/admin/fields";
import { FormPage } from "../../ui/admin/FormPage";
import { useNotice } from "../../ui/admin/notices";
import { ObjectAudit } from "../../ui/admin/ObjectAudit";
import { removal, RemoveButton } from "../../ui/admin/RemoveButton";
import { useEntityForm } from "../../ui/admin/useEntityForm";
import { type Warning, Warnings } from "../../ui/admin/Warnings";
import { ReceptionCreateMutation, ReceptionRemoveMutation, ReceptionUpdateMutation } from "./documents";
import { LaterFields } from "./LaterFields";
import { MediaFields, NameFields } from "./MeetingFields";
import { MoveAliases } from "./MoveAliases";
import { NotCarried } from "./NotCarried";
import { receptionLabels, atRows, receptionInput, receptionValues, type ReceptionValues } from "./values";
import { created, withWarnings } from "./warned";

interface Props {
  saved: ReceptionFieldsFragment | null;
  warnings: readonly Warning[];
  /** A new one was made that something can be said about. */
  onWarned: (id: string) => void;
  onDone: () => void;
}

export function ReceptionForm({ saved, warnings, onWarned, onDone }: Props) {
  const [, create] = useMutation(ReceptionCreateMutation);
  const [, update] = useMutation(ReceptionUpdateMutation);
  const [, remove] = useMutation(ReceptionRemoveMutation);
  const notice = useNotice();
  const { form, base, leave, page } = useEntityForm<ReceptionFieldsFragment, ReceptionValues>({
    entity: saved,
    valuesOf: receptionValues,
    labels: receptionLabels,
    nameOf: (v) => `Reception ${v.name}`,
    create: async (values) => {
      const { data, error } = await create({ input: receptionInput(values) });
      return { error, entity: withWarnings(data?.receptionCreate.reception, data?.receptionCreate.warnings), userErrors: atRows(values, data?.receptionCreate.userErrors) };
    },
    update: async (values, { id, revision }) => {
      const { data, error } = await update({ input: { id, expectedRevision: revision, ...receptionInput(values) } });
      return { error, entity: data?.receptionUpdate.reception, userErrors: atRows(values, data?.receptionUpdate.userErrors) };
    },
    onCreated: created(onWarned, onDone),
  });
  const { control } = form;
  return (
    <FormPage
      title={base ? base.name : "New reception"}
      parent={<Link to="/receptions">Receptions</Link>}
      header={
        <>
          <NotCarried kind="Receptions" />
          {base && <Warnings warnings={warnings} here={base.id} />}
          {base && <ObjectAudit id={base.id} />}
        </>
      }
      {...page}
      submitLabel={base ? "Save" : "Add reception"}
      onCancel={() => leave(onDone)}
      footer={
        base && (
          <>
            <MoveAliases id={base.id} aliases={base.aliases.map((a) => a.alias)} isDirty={page.isDirty} onMoved={() => leave(onDone)} />
            <RemoveButton
              what={`reception ${base.name}`}
              consequence="Its aliases become free."
              onRemove={async () => {
                const { data, error } = await remove({ input: { id: base.id } });
                return removal(error, data?.receptionRemove.userErrors, () => {
                  notice(`Reception ${base.name} was removed`);
                  leave(onDone);
                });
              }}
            />
          </>
        )
      }
    >
      <NameFields control={control} />
      <FormSection title="From a number to a call" titleElement="h2">
        <TextField control={control} name="matchString" label="Number must match" help="Regular expression (RE2) for the whole number; empty: any number." />
        <TextField control={control} name="replaceString" label="Call instead" help={String.raw`\1, \2 … stand for the groups of the expression, \0 for the number; empty: the number itself.`} />
        <TextField control={control} name="digits" label="Digits" type="number" help="How many complete a number without #, 1 to 30; empty: only # does." />
        <ChoiceField control={control} name="lookupLocationId" label="Looked up from" from={LocationChoices} none="None" help="The location from which numbers of others are looked up." />
      </FormSection>
      <FormSection title="Calls" titleElement="h2">
        <MediaFields control={control} />
      </FormSection>
      <LaterFields control={control} begun={receptionValues(saved)} fresh={receptionValues(null)} />
    </FormPage>
  );
}
