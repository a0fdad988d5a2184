import { FormSection } from "@patternfly/react-core";
import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { useMutation } from "urql";
import type { BurstScheduleFieldsFragment } from "../../gql/graphql";
import { ChoiceField } from "../../ui/admin/ChoiceField";
import { LocationChoices } from "../../ui/admin/choices";
import { SelectField, SwitchField, TextField } from "../../ui/admin/fields";
import { FormPage } from "../../ui/admin/FormPage";
import { useNotice } from "../../ui/admin/notices";
import { ObjectAudit } from "../../ui/admin/ObjectAudit";
import { removal, RemoveButton } from "../../ui/admin/RemoveButton";
import { useEntityForm } from "../../ui/admin/useEntityForm";
import { BurstScheduleCreateMutation, BurstScheduleRemoveMutation, BurstScheduleUpdateMutation } from "./scheduleDocuments";
import { scheduleInput, scheduleLabels, type ScheduleValues, scheduleValues, timeZones, windowWords } from "./scheduleValues";

export function ScheduleForm({ schedule, onDone }: { schedule: BurstScheduleFieldsFragment | null; onDone: () => void }) {
  const [, create] = useMutation(BurstScheduleCreateMutation);
  const [, update] = useMutation(BurstScheduleUpdateMutation);
  const [, remove] = useMutation(BurstScheduleRemoveMutation);
  const notice = useNotice();
  const { form, base, leave, page } = useEntityForm<BurstScheduleFieldsFragment, ScheduleValues>({
    entity: schedule,
    valuesOf: scheduleValues,
    labels: scheduleLabels,
    nameOf: (v) => `Burst schedule ${v.name}`,
    create: async (values) => {
      const { data, error } = await create({ input: scheduleInput(values) });
      return { error, entity: data?.burstScheduleCreate.burstSchedule, userErrors: data?.burstScheduleCreate.userErrors };
    },
    update: async (values, { id, revision }) => {
      const { data, error } = await update({ input: { id, expectedRevision: revision, ...scheduleInput(values) } });
      return { error, entity: data?.burstScheduleUpdate.burstSchedule, userErrors: data?.burstScheduleUpdate.userErrors };
    },
    onCreated: onDone,
  });
  const { control } = form;
  const zones = useMemo(() => timeZones(base?.timeZone ?? ""), [base?.timeZone]);
  return (
    <FormPage
      title={base ? base.name : "New burst schedule"}
      parent={<Link to="/bursting/schedules">Burst schedules</Link>}
      header={
        base && (
          <>
            <Windows schedule={base} />
            <ObjectAudit id={base.id} />
          </>
        )
      }
      {...page}
      submitLabel={base ? "Save" : "Add schedule"}
      onCancel={() => leave(onDone)}
      footer={
        base && (
          <RemoveButton
            what={`burst schedule ${base.name}`}
            consequence="Nodes that run for it are stopped by themselves when nobody needs them."
            onRemove={async () => {
              const { data, error } = await remove({ input: { id: base.id } });
              return removal(error, data?.burstScheduleRemove.userErrors, () => {
                notice(`Burst schedule ${base.name} was removed`);
                leave(onDone);
              });
            }}
          />
        )
      }
    >
      <TextField control={control} name="name" label="Name" required help="Unique, at most 250 characters." />
      <TextField control={control} name="description" label="Description" />
      <SwitchField control={control} name="enabled" label="Enabled" />
      <FormSection title="Which nodes" titleElement="h2">
        <ChoiceField control={control} name="locationId" label="Location" from={LocationChoices} help="Whose burst nodes run." />
        <TextField control={control} name="nodes" label="Nodes" type="number" help="How many at least, 1 to 1000." />
      </FormSection>
      <FormSection title="When" titleElement="h2">
        <TextField
          control={control}
          name="cron"
          label="Begins"
          required
          placeholder="45 7 * * 1-5"
          help="Minute, hour, day of the month, month and day of the week: 45 7 * * 1-5 is at 7:45 from Monday to Friday, 0 13 1 * * at 13:00 on the first of each month."
        />
        <SelectField control={control} name="timeZone" label="Time zone" options={zones} />
        <TextField control={control} name="durationMinutes" label="Lasts, in minutes" type="number" help="So long no node is stopped, 5 to 10080." />
        <TextField control={control} name="leadMinutes" label="Started before, in minutes" type="number" help="A machine takes a few minutes until it carries calls, 0 to 120." />
      </FormSection>
    </FormPage>
  );
}

/** When it is next to run, as it is saved. */
function Windows({ schedule: { windows, enabled } }: { schedule: BurstScheduleFieldsFragment }) {
  if (!enabled) return <p className="parley-muted">It is not followed while it is disabled.</p>;
  if (windows.length === 0) return <p className="parley-muted">It does not begin within a year.</p>;
  return (
    <>
      <p className="parley-muted">Next, in your own time:</p>
      <ul aria-label="Next windows">
        {windows.map((w) => (
          <li key={w.from}>{windowWords(w)}</li>
        ))}
      </ul>
    </>
  );
}
