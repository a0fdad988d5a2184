import { FormSection } from "@patternfly/react-core";
import { Link } from "@tanstack/react-router";
import { useMutation } from "urql";
import type { LocationFieldsFragment } from "../../gql/graphql";
import { ChoiceField } from "../../ui/admin/ChoiceField";
import { LocationChoices } from "../../ui/admin/choices";
import { TextField } from "../../ui/admin/fields";
import { FormPage } from "../../ui/admin/FormPage";
import { useNotice } from "../../ui/admin/notices";
import { ObjectAudit } from "../../ui/admin/ObjectAudit";
import { removal, RemoveButton } from "../../ui/admin/RemoveButton";
import { useEntityForm } from "../../ui/admin/useEntityForm";
import { type Warning, Warnings } from "../../ui/admin/Warnings";
import { LocationCreateMutation, LocationRemoveMutation, LocationUpdateMutation } from "./documents";
import { LaterFields } from "./LaterFields";
import { ServerFields } from "./ServerFields";
import { besideAddress, inputOf, locationLabels, type LocationValues, serverCount, valuesOf } from "./values";

type Location = LocationFieldsFragment;

interface Props {
  location: Location | null;
  warnings: readonly Warning[];
  /** A new one was made that something can be said about. */
  onWarned: (id: string) => void;
  onDone: () => void;
}

export function LocationForm({ location, warnings, onWarned, onDone }: Props) {
  const [, create] = useMutation(LocationCreateMutation);
  const [, update] = useMutation(LocationUpdateMutation);
  const [, remove] = useMutation(LocationRemoveMutation);
  const notice = useNotice();
  const { form, base, leave, page } = useEntityForm<Location, LocationValues>({
    entity: location,
    valuesOf,
    labels: locationLabels,
    nameOf: (v) => `Location ${v.name}`,
    create: async (values) => {
      const { data, error } = await create({ input: inputOf(values) });
      const answer = data?.locationCreate;
      const warned = (answer?.warnings.length ?? 0) > 0;
      return { error, entity: answer?.location && { ...answer.location, warned }, userErrors: besideAddress(answer?.userErrors) };
    },
    update: async (values, { id, revision }) => {
      const { data, error } = await update({ input: { id, expectedRevision: revision, ...inputOf(values) } });
      return { error, entity: data?.locationUpdate.location, userErrors: besideAddress(data?.locationUpdate.userErrors) };
    },
    onCreated: (created) => {
      const { id, warned } = created as { id: string; warned: boolean };
      if (warned) onWarned(id);
      else onDone();
    },
  });
  return (
    <FormPage
      title={base ? base.name : "New location"}
      parent={<Link to="/locations">Locations</Link>}
      header={
        base && (
          <>
            <Warnings warnings={warnings} here={base.id} />
            <ObjectAudit id={base.id} />
          </>
        )
      }
      {...page}
      submitLabel={base ? "Save" : "Add location"}
      onCancel={() => leave(onDone)}
      footer={
        base && (
          <RemoveButton
            what={`location ${base.name}`}
            consequence="Only a location that no node and no other location uses can be removed."
            onRemove={async () => {
              const { data, error } = await remove({ input: { id: base.id } });
              return removal(error, data?.locationRemove.userErrors, () => {
                notice(`Location ${base.name} was removed`);
                leave(onDone);
              });
            }}
          />
        )
      }
    >
      <TextField control={form.control} name="name" label="Name" required help="Unique, at most 250 characters." />
      <TextField control={form.control} name="description" label="Description" />
      <FormSection title="Where calls go" titleElement="h2">
        <ChoiceField
          control={form.control}
          name="transcodingLocation"
          label="Transcoding location"
          from={LocationChoices}
          none="This location"
          without={base?.id}
          help="Its nodes carry the media of calls that are received here. An edge location names the one behind it."
        />
        <ChoiceField control={form.control} name="overflowLocation1" label="First overflow location" from={LocationChoices} none="None" without={base?.id} help="Takes new calls when the transcoding location is full." />
        <ChoiceField control={form.control} name="overflowLocation2" label="Second overflow location" from={LocationChoices} none="None" without={base?.id} help="Takes new calls when the first overflow location is full too." />
        <TextField
          control={form.control}
          name="burstingThreshold"
          label="Bursting threshold"
          type="number"
          help="Free HD calls at or below which a burst node is started in the first overflow location, 1 to 100000; empty: as in the global settings."
        />
      </FormSection>
      <FormSection title="Network" titleElement="h2">
        <TextField control={form.control} name="mtu" label="MTU" type="number" required help="Largest packet in bytes, 512 to 1500." />
        <TextField control={form.control} name="mediaDscp" label="DSCP of media" type="number" required help="Traffic class, 0 to 63." />
        <TextField control={form.control} name="signallingDscp" label="DSCP of signalling" type="number" required help="Traffic class, 0 to 63." />
      </FormSection>
      <ServerFields control={form.control} count={serverCount(form.watch())} />
      <LaterFields control={form.control} begun={valuesOf(location)} />
    </FormPage>
  );
}
