import { FormSection } from "@patternfly/react-core";
import { Link } from "@tanstack/react-router";
import { useWatch } from "react-hook-form";
import { useMutation } from "urql";
import type { PolicyProfileFieldsFragment, PolicyProfileQuery as Data } from "../../gql/graphql";
import { SwitchField, TextField } from "../../ui/admin/fields";
import { FormPage } from "../../ui/admin/FormPage";
import { useNotice } from "../../ui/admin/notices";
import { ObjectAudit } from "../../ui/admin/ObjectAudit";
import { removal, RemoveButton } from "../../ui/admin/RemoveButton";
import { useEntityForm } from "../../ui/admin/useEntityForm";
import { PolicyProfileCreateMutation, PolicyProfileRemoveMutation, PolicyProfileUpdateMutation } from "./documents";
import { NotYet } from "./NotYet";
import { UsedBy } from "./UsedBy";
import { policyInput, policyLabels, policyValues, type PolicyValues, requests } from "./values";

interface Props {
  profile: PolicyProfileFieldsFragment | null;
  locations: Pick<Data["locations"], "totalCount" | "nodes">;
  onDone: () => void;
}

export function PolicyForm({ profile, locations, onDone }: Props) {
  const [, create] = useMutation(PolicyProfileCreateMutation);
  const [, update] = useMutation(PolicyProfileUpdateMutation);
  const [, remove] = useMutation(PolicyProfileRemoveMutation);
  const notice = useNotice();
  const { form, base, leave, page } = useEntityForm<PolicyProfileFieldsFragment, PolicyValues>({
    entity: profile,
    valuesOf: policyValues,
    labels: policyLabels,
    nameOf: (v) => `Policy profile ${v.name}`,
    create: async (values) => {
      const { data, error } = await create({ input: policyInput(values) });
      return { error, entity: data?.policyProfileCreate.policyProfile, userErrors: data?.policyProfileCreate.userErrors };
    },
    update: async (values, { id, revision }) => {
      const { data, error } = await update({ input: { id, expectedRevision: revision, ...policyInput(values) } });
      return { error, entity: data?.policyProfileUpdate.policyProfile, userErrors: data?.policyProfileUpdate.userErrors };
    },
    onCreated: onDone,
  });
  const { control } = form;
  const url = useWatch({ control, name: "url" });
  const moved = base !== null && url.trim() !== base.url;
  const keeps = moved ? "Another address needs the password once more." : "One is set. Leave empty to keep it.";
  return (
    <FormPage
      title={base ? base.name : "New policy profile"}
      parent={<Link to="/policies">Policy profiles</Link>}
      header={
        <>
          <NotYet />
          {base && <UsedBy locations={locations} />}
          {base && <ObjectAudit id={base.id} />}
        </>
      }
      {...page}
      submitLabel={base ? "Save" : "Add policy profile"}
      onCancel={() => leave(onDone)}
      footer={
        base && (
          <RemoveButton
            what={`policy profile ${base.name}`}
            consequence="Only one that no location names can be removed."
            onRemove={async () => {
              const { data, error } = await remove({ input: { id: base.id } });
              return removal(error, data?.policyProfileRemove.userErrors, () => {
                notice(`Policy profile ${base.name} was removed`);
                leave(onDone);
              });
            }}
          />
        )
      }
    >
      <TextField control={control} name="name" label="Name" required help="Unique, at most 250 characters." />
      <TextField control={control} name="description" label="Description" />
      <FormSection title="Server" titleElement="h2">
        <TextField control={control} name="url" label="Address" required help="https:// or http://, without a query. The addresses that are asked begin with it." />
        <TextField control={control} name="username" label="User name" help="Empty: the server asks for none." />
        <TextField control={control} name="password" label="Password" type="password" autoComplete="new-password" help={base?.hasPassword ? keeps : "Empty: none."} />
        {base?.hasPassword && <SwitchField control={control} name="clearPassword" label="Remove the password" />}
      </FormSection>
      <FormSection title="What it is asked" titleElement="h2">
        {requests.map((r) => (
          <SwitchField key={r.name} control={control} name={r.name} label={r.label} />
        ))}
      </FormSection>
    </FormPage>
  );
}
