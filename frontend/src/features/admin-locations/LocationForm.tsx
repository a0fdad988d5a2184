import { FormSection } from "@patternfly/react-core";
import { Link } from "@tanstack/react-router";
import { useMutation } from "urql";
import type { LocationQuery } from "../../gql/graphql";
import { SelectField, TextField } from "../../ui/admin/fields";
import type { Labels } from "../../ui/admin/compare";
import { FormPage } from "../../ui/admin/FormPage";
import { useNotice } from "../../ui/admin/notices";
import { ObjectAudit } from "../../ui/admin/ObjectAudit";
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

const labelsFor = (others: Props["others"]): Labels<Values> => ({
  name: "Name",
  description: "Description",
  overflowLocation1: { label: "First overflow location", show: nameIn(others) },
  overflowLocation2: { label: "Second overflow location", show: nameIn(others) },
  mtu: "MTU",
  mediaDscp: "DSCP of media",
  signallingDscp: "DSCP of signalling",
});

const nameIn = (list: Props["others"]) => (id: string) => list.find((l) => l.id === id)?.name ?? (id === "" ? "none" : "another location");

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
  const notice = useNotice();
  const { form, base, leave, page } = useEntityForm<Location, Values>({
    entity: location,
    valuesOf,
    labels: labelsFor(others),
    nameOf: (v) => `Location ${v.name}`,
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
      header={base && <ObjectAudit id={base.id} />}
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
      <SelectField control={form.control} name="overflowLocation1" label="First overflow location" options={choices} help="Takes new calls when this location is full." />
      <SelectField control={form.control} name="overflowLocation2" label="Second overflow location" options={choices} help="Takes new calls when the first overflow location is full too." />
      <FormSection title="Network" titleElement="h2">
      <TextField control={form.control} name="mtu" label="MTU" type="number" help="Largest packet in bytes, 512 to 1500." />
      <TextField control={form.control} name="mediaDscp" label="DSCP of media" type="number" help="Traffic class, 0 to 63." />
      <TextField control={form.control} name="signallingDscp" label="DSCP of signalling" type="number" help="Traffic class, 0 to 63." />
      </FormSection>
    </FormPage>
  );
}
