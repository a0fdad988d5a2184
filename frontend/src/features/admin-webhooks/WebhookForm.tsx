import { ToggleGroup, ToggleGroupItem } from "@patternfly/react-core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useMutation } from "urql";
import type { WebhookFieldsFragment } from "../../gql/graphql";
import { SwitchField, TextAreaField, TextField } from "../../ui/admin/fields";
import { FormPage } from "../../ui/admin/FormPage";
import { atField } from "../../ui/admin/lines";
import { useNotice } from "../../ui/admin/notices";
import { removal, RemoveButton } from "../../ui/admin/RemoveButton";
import { useEntityForm } from "../../ui/admin/useEntityForm";
import { Deliveries } from "./Deliveries";
import { WebhookCreateMutation, WebhookRemoveMutation, WebhookUpdateMutation } from "./documents";
import { webhookInput, webhookLabels, type WebhookValues, webhookValues } from "./values";
import { WebhookStatus } from "./WebhookStatus";

interface Props {
  webhook: WebhookFieldsFragment | null;
  onSecret: (title: string, secret: string) => void;
  onCreated: (id: string, secret: string | null | undefined) => void;
  onDone: () => void;
  onActed: () => void;
}

const lists = ["typePrefixes"];

export function WebhookForm({ webhook, onSecret, onCreated, onDone, onActed }: Props) {
  const [, create] = useMutation(WebhookCreateMutation);
  const [, update] = useMutation(WebhookUpdateMutation);
  const [, remove] = useMutation(WebhookRemoveMutation);
  const notice = useNotice();
  const { form, base, leave, page } = useEntityForm<WebhookFieldsFragment, WebhookValues>({
    entity: webhook,
    valuesOf: webhookValues,
    labels: webhookLabels,
    nameOf: (v) => `Webhook ${v.name}`,
    create: async (values) => {
      const { data, error } = await create({ input: webhookInput(values) });
      const answer = data?.webhookCreate;
      return { error, entity: answer?.webhook && { ...answer.webhook, secret: answer.secret }, userErrors: atField(answer?.userErrors, lists) };
    },
    update: async (values, { id, revision }) => {
      const { data, error } = await update({ input: { id, expectedRevision: revision, ...webhookInput(values) } });
      return { error, entity: data?.webhookUpdate.webhook, userErrors: atField(data?.webhookUpdate.userErrors, lists) };
    },
    onCreated: (created) => {
      const made = created as { id: string; secret: string | null | undefined } | null | undefined;
      if (made) onCreated(made.id, made.secret);
      else onDone();
    },
  });
  const { control } = form;
  const [settings, setSettings] = useState(false);
  return (
    <FormPage
      title={base ? base.name : "New webhook"}
      parent={<Link to="/webhooks">Webhooks</Link>}
      header={
        webhook && (
          <>
            <WebhookStatus webhook={webhook} onSecret={onSecret} onActed={onActed} />
            <ToggleGroup aria-label="What is shown" className="parley-gap-above">
              <ToggleGroupItem text="Deliveries" isSelected={!settings} onChange={() => setSettings(false)} />
              <ToggleGroupItem text="Settings" isSelected={settings} onChange={() => setSettings(true)} />
            </ToggleGroup>
          </>
        )
      }
      instead={webhook && !settings && <Deliveries webhook={webhook} onActed={onActed} />}
      {...page}
      submitLabel={base ? "Save" : "Add webhook"}
      onCancel={() => leave(onDone)}
      footer={
        base && (
          <RemoveButton
            what={`webhook ${base.name}`}
            consequence="What is still to be delivered to it is given up."
            onRemove={async () => {
              const { data, error } = await remove({ input: { id: base.id } });
              return removal(error, data?.webhookRemove.userErrors, () => {
                notice(`Webhook ${base.name} was removed`);
                leave(onDone);
              });
            }}
          />
        )
      }
    >
      <TextField control={control} name="name" label="Name" required help="Unique, at most 250 characters." />
      <TextField control={control} name="url" label="Address" required placeholder="https://" help="https://…; http:// only to this machine itself." />
      <TextAreaField control={control} name="typePrefixes" label="Events" help="What their types begin with, one a line, such as “conference.” or “node.enrolled.”; empty: all." />
      <SwitchField control={control} name="includePersonalData" label="Send names and addresses of participants" help="Otherwise they are empty in what is sent." />
      <SwitchField control={control} name="enabled" label="Enabled" help="A disabled webhook keeps its place: once enabled again, it gets what it missed." />
    </FormPage>
  );
}
