import { FormSection } from "@patternfly/react-core";
import { Link } from "@tanstack/react-router";
import { useWatch } from "react-hook-form";
import { useMutation } from "urql";
import type { AutomaticParticipantFieldsFragment, AutomaticParticipantQuery as Data } from "../../gql/graphql";
import { callTypes, outgoingProtocols } from "../../ui/admin/calls";
import { ChoiceField } from "../../ui/admin/ChoiceField";
import { LocationChoices } from "../../ui/admin/choices";
import { SelectField, SwitchField, TextField } from "../../ui/admin/fields";
import { FormPage } from "../../ui/admin/FormPage";
import { useNotice } from "../../ui/admin/notices";
import { ObjectAudit } from "../../ui/admin/ObjectAudit";
import { removal, RemoveButton } from "../../ui/admin/RemoveButton";
import { useEntityForm } from "../../ui/admin/useEntityForm";
import { AutomaticParticipantCreateMutation, AutomaticParticipantRemoveMutation, AutomaticParticipantUpdateMutation } from "./documents";
import { NotYet } from "./NotYet";
import { UsedBy } from "./UsedBy";
import { dialoutInput, dialoutLabels, dialoutValues, type DialoutValues, lives, mayStreamContent, roles, routings } from "./values";

interface Props {
  dialout: AutomaticParticipantFieldsFragment | null;
  services: Pick<Data["services"], "totalCount" | "nodes">;
  onDone: () => void;
}

export function DialoutForm({ dialout, services, onDone }: Props) {
  const [, create] = useMutation(AutomaticParticipantCreateMutation);
  const [, update] = useMutation(AutomaticParticipantUpdateMutation);
  const [, remove] = useMutation(AutomaticParticipantRemoveMutation);
  const notice = useNotice();
  const { form, base, leave, page } = useEntityForm<AutomaticParticipantFieldsFragment, DialoutValues>({
    entity: dialout,
    valuesOf: dialoutValues,
    labels: dialoutLabels,
    nameOf: (v) => `Automatic participant ${v.alias}`,
    create: async (values) => {
      const { data, error } = await create({ input: dialoutInput(values) });
      return { error, entity: data?.automaticParticipantCreate.automaticParticipant, userErrors: data?.automaticParticipantCreate.userErrors };
    },
    update: async (values, { id, revision }) => {
      const { data, error } = await update({ input: { id, expectedRevision: revision, ...dialoutInput(values) } });
      return { error, entity: data?.automaticParticipantUpdate.automaticParticipant, userErrors: data?.automaticParticipantUpdate.userErrors };
    },
    onCreated: onDone,
  });
  const { control } = form;
  const [protocol, routing] = useWatch({ control, name: ["protocol", "routing"] });
  return (
    <FormPage
      title={base ? base.alias : "New automatic participant"}
      parent={<Link to="/participants">Automatic participants</Link>}
      header={
        <>
          <NotYet />
          {base && <UsedBy services={services} />}
          {base && <ObjectAudit id={base.id} />}
        </>
      }
      {...page}
      submitLabel={base ? "Save" : "Add participant"}
      onCancel={() => leave(onDone)}
      footer={
        base && (
          <RemoveButton
            what={`automatic participant ${base.alias}`}
            consequence="Only one that no service dials can be removed."
            onRemove={async () => {
              const { data, error } = await remove({ input: { id: base.id } });
              return removal(error, data?.automaticParticipantRemove.userErrors, () => {
                notice(`Automatic participant ${base.alias} was removed`);
                leave(onDone);
              });
            }}
          />
        )
      }
    >
      <TextField control={control} name="alias" label="Alias" required help={routing === "MANUAL" && protocol === "RTMP" ? "The address of the stream: rtmp:// or rtmps://." : "What is dialled."} />
      <TextField control={control} name="description" label="Description" />
      <SelectField control={control} name="routing" label="Routing" options={routings} />
      {routing === "MANUAL" && <SelectField control={control} name="protocol" label="Protocol" options={outgoingProtocols} />}
      {mayStreamContent({ protocol, routing }) && <TextField control={control} name="presentationUrl" label="Address for content" help="Where content is streamed to apart: rtmp:// or rtmps://. Streams only." />}
      <ChoiceField control={control} name="locationId" label="Dialled from" from={LocationChoices} none="The node on which the conference begins" />
      <FormSection title="In the conference" titleElement="h2">
        <TextField control={control} name="remoteDisplayName" label="Display name" help="Shown instead of the alias." />
        <SelectField control={control} name="role" label="Role" options={roles} />
        <SelectField control={control} name="callType" label="Media" options={callTypes} />
        <TextField control={control} name="dtmfSequence" label="Tones" help="Sent once the call is up: digits, * and #. A comma waits for two seconds." />
        <SwitchField control={control} name="streaming" label="Stream or recording" help="Everybody in the conference sees that there is one." />
        <SelectField control={control} name="keepConferenceAlive" label="Keeps the conference alive" options={lives} />
      </FormSection>
    </FormPage>
  );
}
