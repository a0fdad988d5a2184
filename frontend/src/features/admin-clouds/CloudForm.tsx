import { FormSection } from "@patternfly/react-core";
import { Link } from "@tanstack/react-router";
import { useWatch } from "react-hook-form";
import { useMutation } from "urql";
import type { CloudAccountFieldsFragment } from "../../gql/graphql";
import { SelectField, SwitchField, TextAreaField, TextField } from "../../ui/admin/fields";
import { FormPage } from "../../ui/admin/FormPage";
import { useNotice } from "../../ui/admin/notices";
import { ObjectAudit } from "../../ui/admin/ObjectAudit";
import { removal, RemoveButton } from "../../ui/admin/RemoveButton";
import { useEntityForm } from "../../ui/admin/useEntityForm";
import { CloudAccountCreateMutation, CloudAccountRemoveMutation, CloudAccountUpdateMutation } from "./documents";
import { cloudInput, cloudLabels, cloudValues, type CloudValues, needsSecret, providers } from "./values";

export function CloudForm({ account, onDone }: { account: CloudAccountFieldsFragment | null; onDone: () => void }) {
  const [, create] = useMutation(CloudAccountCreateMutation);
  const [, update] = useMutation(CloudAccountUpdateMutation);
  const [, remove] = useMutation(CloudAccountRemoveMutation);
  const notice = useNotice();
  const { form, base, leave, page } = useEntityForm<CloudAccountFieldsFragment, CloudValues>({
    entity: account,
    valuesOf: cloudValues,
    labels: cloudLabels,
    nameOf: (v) => `Cloud account ${v.name}`,
    create: async (values) => {
      const { data, error } = await create({ input: cloudInput(values) });
      return { error, entity: data?.cloudAccountCreate.cloudAccount, userErrors: data?.cloudAccountCreate.userErrors };
    },
    update: async (values, { id, revision }) => {
      const { data, error } = await update({ input: { id, expectedRevision: revision, ...cloudInput(values) } });
      return { error, entity: data?.cloudAccountUpdate.cloudAccount, userErrors: data?.cloudAccountUpdate.userErrors };
    },
    onCreated: onDone,
  });
  const { control } = form;
  const [provider, accessKeyId, endpoint, caCertificates] = useWatch({ control, name: ["provider", "accessKeyId", "endpoint", "caCertificates"] });
  const isScripts = provider === "STATIC";
  return (
    <FormPage
      title={base ? base.name : "New cloud account"}
      parent={<Link to="/clouds">Cloud accounts</Link>}
      header={
        base && (
          <div className="parley-links">
            <Link to="/bursting/setup" search={{ account: base.id, step: "check" }}>
              Check it
            </Link>
            <Link to="/bursting/setup" search={{ account: base.id, step: "rights" }}>
              What is to be set up at the cloud
            </Link>
            <ObjectAudit id={base.id} />
          </div>
        )
      }
      {...page}
      submitLabel={base ? "Save" : "Add cloud account"}
      onCancel={() => leave(onDone)}
      footer={
        base && (
          <RemoveButton
            what={`cloud account ${base.name}`}
            consequence="Its secret key is lost with it. Machines that run in the cloud go on running."
            onRemove={async () => {
              const { data, error } = await remove({ input: { id: base.id } });
              return removal(error, data?.cloudAccountRemove.userErrors, () => {
                notice(`Cloud account ${base.name} was removed`);
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
      <FormSection title="Where" titleElement="h2">
        <SelectField control={control} name="provider" label="Provider" options={providers} />
        {isScripts ? (
          <TextField
            control={control}
            name="scripts"
            label="Folder of the scripts"
            required
            help="Its name within the folder that the Management Node was started with (--cloud-scripts). It holds the programs list, start and stop."
          />
        ) : (
          <TextField control={control} name="region" label="Region" required help="Such as eu-central-1." />
        )}
      </FormSection>
      {!isScripts && (
        <FormSection title="With which rights" titleElement="h2">
          <TextField control={control} name="accessKeyId" label="Access key ID" help="Empty: the machine itself has the rights." />
          <TextField control={control} name="secretAccessKey" label="Secret key" type="password" autoComplete="new-password" help={secretHelp(base, { accessKeyId, endpoint, caCertificates })} />
          <TextField control={control} name="roleArn" label="Role" help="To assume, such as arn:aws:iam::123456789012:role/parley; may be empty." />
          <TextField control={control} name="externalId" label="External identifier" help="What the role asks for; may be empty." />
        </FormSection>
      )}
      <FormSection title="Which machines" titleElement="h2">
        <TextField control={control} name="tagKey" label="Tag" help="Of the machines that may be started and stopped; empty: parley-cloud." />
        <TextField control={control} name="tagValue" label="Value of the tag" help="Empty: one that tells this deployment from others." />
      </FormSection>
      <FormSection title="What it costs" titleElement="h2">
        <TextField control={control} name="pricePerHour" label="Price per hour" help="Of a running machine, such as 0.34. With it the status and the simulator show costs; empty: they do not." />
        <TextField control={control} name="currency" label="Currency" help="Three letters, such as EUR." />
      </FormSection>
      {!isScripts && (
        <FormSection title="Another endpoint" titleElement="h2">
          <TextField control={control} name="endpoint" label="Endpoint" help="Asked in place of the provider’s own: https://, or http:// to this machine." />
          <TextAreaField control={control} name="caCertificates" label="Certificates of the endpoint" help="Those that vouch for it, in PEM form, at most 64 KB; empty: those of the system." />
        </FormSection>
      )}
    </FormPage>
  );
}

function secretHelp(saved: CloudAccountFieldsFragment | null, typed: Pick<CloudValues, "accessKeyId" | "endpoint" | "caCertificates">): string {
  if (!saved?.hasSecretKey) return "Of the access key. It is never shown again.";
  if (typed.accessKeyId.trim() === "") return "One is set. It is removed with its access key.";
  return needsSecret(typed, saved) ? "Another key, endpoint or certificate needs the secret key once more." : "One is set. Leave empty to keep it.";
}
