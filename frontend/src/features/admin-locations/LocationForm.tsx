import { Link } from "@tanstack/react-router";
import { useMutation } from "urql";
import type { LocationQuery } from "../../gql/graphql";
import { SelectField, TextField } from "../../ui/admin/fields";
import { FormPage } from "../../ui/admin/FormPage";
import { removal, RemoveButton } from "../../ui/admin/RemoveButton";
import { useEntityForm } from "../../ui/admin/useEntityForm";
import { LocationCreateMutation, LocationRemoveMutation, LocationUpdateMutation } from "./documents";

type Location = NonNullable<LocationQuery["location"]>;

interface Values {
  name: string;
  description: string;
  overflowLocation1: string;
  overflowLocation2: string;
  mtu: string;
  mediaDscp: string;
  signallingDscp: string;
}

const labels: Partial<Record<keyof Values, string>> = {
  name: "Name",
  description: "Description",
  mtu: "MTU",
  mediaDscp: "DSCP of media",
  signallingDscp: "DSCP of signalling",
};

const valuesOf = (l: Location | null): Values => ({
  name: l?.name ?? "",
  description: l?.description ?? "",
  overflowLocation1: l?.overflowLocation1?.id ?? "",
  overflowLocation2: l?.overflowLocation2?.id ?? "",
  mtu: String(l?.mtu ?? 1500),
  mediaDscp: String(l?.mediaDscp ?? 0),
  signallingDscp: String(l?.signallingDscp ?? 0),
});

const inputOf = (v: Values) => ({
  name: v.name,
  description: v.description,
  overflowLocation1: v.overflowLocation1 || null,
  overflowLocation2: v.overflowLocation2 || null,
  mtu: Number(v.mtu),
  mediaDscp: Number(v.mediaDscp),
  signallingDscp: Number(v.signallingDscp),
});

interface Props {
  location: Location | null;
  others: readonly { id: string; name: string }[];
  onDone: () => void;
}

export function LocationForm({ location, others, onDone }: Props) {
  const [, create] = useMutation(LocationCreateMutation);
  const [, update] = useMutation(LocationUpdateMutation);
  const [, remove] = useMutation(LocationRemoveMutation);
  const { form, base, page } = useEntityForm<Location, Values>({
    entity: location,
    valuesOf,
    labels,
    create: async (values) => {
      const { data, error } = await create({ input: inputOf(values) });
      return { error, entity: data?.locationCreate.location, userErrors: data?.locationCreate.userErrors };
    },
    update: async (values, { id, revision }) => {
      const { data, error } = await update({ input: { id, expectedRevision: revision, ...inputOf(values) } });
      return { error, entity: data?.locationUpdate.location, userErrors: data?.locationUpdate.userErrors };
    },
    onCreated: onDone,
  });
  const choices = [{ value: "", label: "None" }, ...others.map((l) => ({ value: l.id, label: l.name }))];
  return (
    <FormPage
      title={base ? base.name : "New location"}
      parent={<Link to="/locations">Locations</Link>}
      {...page}
      submitLabel={base ? "Save" : "Add location"}
      onCancel={onDone}
      footer={
        base && (
          <RemoveButton
            what={`location ${base.name}`}
            consequence="Only a location that no node and no other location uses can be removed."
            onRemove={async () => {
              const { data, error } = await remove({ input: { id: base.id } });
              return removal(error, data?.locationRemove.userErrors, onDone);
            }}
          />
        )
      }
    >
      <TextField control={form.control} name="name" label="Name" required help="Unique, at most 250 characters." />
      <TextField control={form.control} name="description" label="Description" />
      <SelectField control={form.control} name="overflowLocation1" label="First overflow location" options={choices} help="Takes new calls when this location is full." />
      <SelectField control={form.control} name="overflowLocation2" label="Second overflow location" options={choices} help="Takes new calls when the first overflow location is full too." />
      <TextField control={form.control} name="mtu" label="MTU" type="number" help="Largest packet in bytes, 512 to 1500." />
      <TextField control={form.control} name="mediaDscp" label="DSCP of media" type="number" help="Traffic class, 0 to 63." />
      <TextField control={form.control} name="signallingDscp" label="DSCP of signalling" type="number" help="Traffic class, 0 to 63." />
    </FormPage>
  );
}
