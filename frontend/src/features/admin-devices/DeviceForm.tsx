import { FormSection } from "@patternfly/react-core";
import { Link } from "@tanstack/react-router";
import { useMutation } from "urql";
import type { DeviceFieldsFragment } from "../../gql/graphql";
import { ChecksField } from "../../ui/admin/ChecksField";
import { SwitchField, TextField } from "../../ui/admin/fields";
import { FormPage } from "../../ui/admin/FormPage";
import { useNotice } from "../../ui/admin/notices";
import { ObjectAudit } from "../../ui/admin/ObjectAudit";
import { removal, RemoveButton } from "../../ui/admin/RemoveButton";
import { useEntityForm } from "../../ui/admin/useEntityForm";
import { type Warning, Warnings } from "../../ui/admin/Warnings";
import { DeviceCreateMutation, DeviceRemoveMutation, DeviceUpdateMutation } from "./documents";
import { NotYet } from "./NotYet";
import { deviceInput, deviceLabels, deviceValues, type DeviceValues, registering } from "./values";

export function DeviceForm({ device, warnings, onDone }: { device: DeviceFieldsFragment | null; warnings: readonly Warning[]; onDone: () => void }) {
  const [, create] = useMutation(DeviceCreateMutation);
  const [, update] = useMutation(DeviceUpdateMutation);
  const [, remove] = useMutation(DeviceRemoveMutation);
  const notice = useNotice();
  const { form, base, leave, page } = useEntityForm<DeviceFieldsFragment, DeviceValues>({
    entity: device,
    valuesOf: deviceValues,
    labels: deviceLabels,
    nameOf: (v) => `Device ${v.alias}`,
    create: async (values) => {
      const { data, error } = await create({ input: deviceInput(values) });
      return { error, entity: data?.deviceCreate.device, userErrors: data?.deviceCreate.userErrors };
    },
    update: async (values, { id, revision }) => {
      const { data, error } = await update({ input: { id, expectedRevision: revision, ...deviceInput(values) } });
      return { error, entity: data?.deviceUpdate.device, userErrors: data?.deviceUpdate.userErrors };
    },
    onCreated: onDone,
  });
  const { control } = form;
  return (
    <FormPage
      title={base ? base.alias : "New device"}
      parent={<Link to="/devices">Devices</Link>}
      header={
        <>
          <NotYet />
          {base && <Warnings warnings={warnings} here={base.id} />}
          {base && <ObjectAudit id={base.id} />}
        </>
      }
      {...page}
      submitLabel={base ? "Save" : "Add device"}
      onCancel={() => leave(onDone)}
      footer={
        base && (
          <RemoveButton
            what={`device ${base.alias}`}
            consequence="Nothing can register with this alias any more."
            onRemove={async () => {
              const { data, error } = await remove({ input: { id: base.id } });
              return removal(error, data?.deviceRemove.userErrors, () => {
                notice(`Device ${base.alias} was removed`);
                leave(onDone);
              });
            }}
          />
        )
      }
    >
      <TextField control={control} name="alias" label="Alias" required help="Unique over devices. A service with the same alias gets its calls." />
      <TextField control={control} name="description" label="Description" />
      <TextField control={control} name="ownerEmail" label="Owner" help="E-mail address of whom it belongs to." />
      <TextField control={control} name="tag" label="Tag" help="Repeated in events and logs." />
      <FormSection title="Registration" titleElement="h2">
        <ChecksField control={control} name="protocols" label="Protocols" options={registering} />
        <TextField control={control} name="username" label="User name" help="Empty: the alias." />
        <TextField control={control} name="password" label="Password" type="password" autoComplete="new-password" help={base?.hasPassword ? "One is set. Leave empty to keep it." : "Empty: none is needed."} />
        {base?.hasPassword && <SwitchField control={control} name="clearPassword" label="Remove the password" />}
      </FormSection>
    </FormPage>
  );
}
