import { FormSection } from "@patternfly/react-core";
import { useMutation, useQuery } from "urql";
import { graphql } from "../../gql";
import type { GlobalSettingsFieldsFragment, QualitySetting } from "../../gql/graphql";
import { ErrorState } from "../../ui/admin/ErrorState";
import { SelectField, SwitchField, TextField } from "../../ui/admin/fields";
import { FormPage } from "../../ui/admin/FormPage";
import { Loading } from "../../ui/admin/Loading";
import { ObjectAudit } from "../../ui/admin/ObjectAudit";
import { useEntityForm } from "../../ui/admin/useEntityForm";

export const GlobalSettingsFields = graphql(`
  fragment GlobalSettingsFields on GlobalSettings {
    id
    revision
    deploymentName
    enableChat
    maxQuality
    pinEntryTimeout
    waitingForHostTimeout
    guestsOnlyTimeout
    lastParticipantTimeout
    sessionIdleTimeout
  }
`);

const SettingsQuery = graphql(`
  query GlobalSettings {
    globalSettings {
      ...GlobalSettingsFields
    }
  }
`);

const SettingsUpdateMutation = graphql(`
  mutation GlobalSettingsUpdate($input: GlobalSettingsUpdateInput!) {
    globalSettingsUpdate(input: $input) {
      globalSettings {
        ...GlobalSettingsFields
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

const labels = {
  deploymentName: "Deployment name",
  enableChatOn: "Chat in meetings",
  maxQuality: "Highest quality",
  pinEntryTimeout: "PIN entry",
  waitingForHostTimeout: "Waiting for a host",
  guestsOnlyTimeout: "Guests only",
  lastParticipantTimeout: "Last participant",
  sessionIdleTimeout: "Idle administrators",
};

type Values = Record<Exclude<keyof typeof labels, "enableChatOn">, string> & { enableChatOn: boolean };

const valuesOf = (s: GlobalSettingsFieldsFragment | null): Values => ({
  deploymentName: s?.deploymentName ?? "",
  enableChatOn: s?.enableChat ?? true,
  maxQuality: s?.maxQuality ?? "HD",
  pinEntryTimeout: String(s?.pinEntryTimeout ?? ""),
  waitingForHostTimeout: String(s?.waitingForHostTimeout ?? ""),
  guestsOnlyTimeout: String(s?.guestsOnlyTimeout ?? ""),
  lastParticipantTimeout: String(s?.lastParticipantTimeout ?? ""),
  sessionIdleTimeout: String(s?.sessionIdleTimeout ?? ""),
});

const context = { requestPolicy: "network-only" as const };

export function SettingsPage() {
  const [{ data, error }, reload] = useQuery({ query: SettingsQuery, context });
  if (error && !data) return <ErrorState title="The settings could not be loaded" error={error} onRetry={() => reload({ requestPolicy: "network-only" })} />;
  if (!data) return <Loading />;
  return <SettingsForm settings={data.globalSettings} />;
}

function SettingsForm({ settings }: { settings: GlobalSettingsFieldsFragment }) {
  const [, update] = useMutation(SettingsUpdateMutation);
  const { form, page } = useEntityForm<GlobalSettingsFieldsFragment, Values>({
    entity: settings,
    valuesOf,
    labels,
    nameOf: () => "The configuration",
    create: async () => ({}),
    onCreated: () => undefined,
    update: async (v, { revision }) => {
      const { data, error } = await update({
        input: {
          expectedRevision: revision,
          deploymentName: v.deploymentName,
          enableChat: v.enableChatOn,
          maxQuality: v.maxQuality as QualitySetting,
          pinEntryTimeout: Number(v.pinEntryTimeout),
          waitingForHostTimeout: Number(v.waitingForHostTimeout),
          guestsOnlyTimeout: Number(v.guestsOnlyTimeout),
          lastParticipantTimeout: Number(v.lastParticipantTimeout),
          sessionIdleTimeout: Number(v.sessionIdleTimeout),
        },
      });
      return { error, entity: data?.globalSettingsUpdate.globalSettings, userErrors: data?.globalSettingsUpdate.userErrors };
    },
  });
  const { control } = form;
  return (
    <FormPage title="Global settings" header={<ObjectAudit id={settings.id} />} {...page} submitLabel="Save" onCancel={() => form.reset()}>
      <TextField control={control} name="deploymentName" label="Deployment name" required />
      <SwitchField control={control} name="enableChatOn" label="Chat in meetings" help="A room may say otherwise." />
      <SelectField
        control={control}
        name="maxQuality"
        label="Highest quality"
        options={[
          { value: "SD", label: "SD" },
          { value: "HD", label: "HD" },
          { value: "FULL_HD", label: "Full HD" },
        ]}
        help="A room may say otherwise."
      />
      <FormSection title="Timers" titleElement="h2">
      <TextField control={control} name="pinEntryTimeout" label="PIN entry" type="number" help="Seconds a caller has for the PIN, 30 to 86400." />
      <TextField control={control} name="waitingForHostTimeout" label="Waiting for a host" type="number" help="Seconds a guest waits for a host or to be let in, 0 to 86400." />
      <TextField control={control} name="guestsOnlyTimeout" label="Guests only" type="number" help="Seconds guests may stay after the last host left, 0 to 86400." />
      <TextField control={control} name="lastParticipantTimeout" label="Last participant" type="number" help="Seconds until somebody who stays alone is dropped, 60 to 86400; 0: never." />
      <TextField control={control} name="sessionIdleTimeout" label="Idle administrators" type="number" help="Minutes until an idle administrator is signed out, 5 to 1440." />
      </FormSection>
    </FormPage>
  );
}
