import { FormSection } from "@patternfly/react-core";
import { Link } from "@tanstack/react-router";
import { useMutation } from "urql";
import type { TestCallFieldsFragment } from "../../gql/graphql";
import { TextField } from "../../ui/admin/fields";
import { FormPage } from "../../ui/admin/FormPage";
import { useNotice } from "../../ui/admin/notices";
import { ObjectAudit } from "../../ui/admin/ObjectAudit";
import { removal, RemoveButton } from "../../ui/admin/RemoveButton";
import { useEntityForm } from "../../ui/admin/useEntityForm";
import { type Warning, Warnings } from "../../ui/admin/Warnings";
import { TestCallCreateMutation, TestCallRemoveMutation, TestCallUpdateMutation } from "./documents";
import { LaterFields } from "./LaterFields";
import { MediaFields, NameFields } from "./MeetingFields";
import { MoveAliases } from "./MoveAliases";
import { NotCarried } from "./NotCarried";
import { testCallLabels, atRows, testCallInput, testCallValues, type TestCallValues } from "./values";
import { created, withWarnings } from "./warned";

interface Props {
  saved: TestCallFieldsFragment | null;
  warnings: readonly Warning[];
  /** A new one was made that something can be said about. */
  onWarned: (id: string) => void;
  onDone: () => void;
}

export function TestCallForm({ saved, warnings, onWarned, onDone }: Props) {
  const [, create] = useMutation(TestCallCreateMutation);
  const [, update] = useMutation(TestCallUpdateMutation);
  const [, remove] = useMutation(TestCallRemoveMutation);
  const notice = useNotice();
  const { form, base, leave, page } = useEntityForm<TestCallFieldsFragment, TestCallValues>({
    entity: saved,
    valuesOf: testCallValues,
    labels: testCallLabels,
    nameOf: (v) => `Test call ${v.name}`,
    create: async (values) => {
      const { data, error } = await create({ input: testCallInput(values) });
      return { error, entity: withWarnings(data?.testCallCreate.testCall, data?.testCallCreate.warnings), userErrors: atRows(values, data?.testCallCreate.userErrors) };
    },
    update: async (values, { id, revision }) => {
      const { data, error } = await update({ input: { id, expectedRevision: revision, ...testCallInput(values) } });
      return { error, entity: data?.testCallUpdate.testCall, userErrors: atRows(values, data?.testCallUpdate.userErrors) };
    },
    onCreated: created(onWarned, onDone),
  });
  const { control } = form;
  return (
    <FormPage
      title={base ? base.name : "New test call"}
      parent={<Link to="/test-calls">Test calls</Link>}
      header={
        <>
          <NotCarried kind="Test calls" />
          {base && <Warnings warnings={warnings} here={base.id} />}
          {base && <ObjectAudit id={base.id} />}
        </>
      }
      {...page}
      submitLabel={base ? "Save" : "Add test call"}
      onCancel={() => leave(onDone)}
      footer={
        base && (
          <>
            <MoveAliases id={base.id} aliases={base.aliases.map((a) => a.alias)} isDirty={page.isDirty} onMoved={() => leave(onDone)} />
            <RemoveButton
              what={`test call ${base.name}`}
              consequence="Its aliases become free."
              onRemove={async () => {
                const { data, error } = await remove({ input: { id: base.id } });
                return removal(error, data?.testCallRemove.userErrors, () => {
                  notice(`Test call ${base.name} was removed`);
                  leave(onDone);
                });
              }}
            />
          </>
        )
      }
    >
      <NameFields control={control} />
      <FormSection title="Calls" titleElement="h2">
        <TextField control={control} name="duration" label="Duration" type="number" help="Seconds after which it hangs up, 5 to 600." />
        <MediaFields control={control} />
      </FormSection>
      <LaterFields control={control} begun={testCallValues(saved)} fresh={testCallValues(null)} />
    </FormPage>
  );
}
