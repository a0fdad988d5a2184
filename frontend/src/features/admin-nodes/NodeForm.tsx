import { Alert } from "@patternfly/react-core";
import { Link } from "@tanstack/react-router";
import { useMutation } from "urql";
import type { ConferencingNodeRole, ConferencingNodeUpdateInput, NodeFieldsFragment } from "../../gql/graphql";
import { ChoiceField } from "../../ui/admin/ChoiceField";
import { type Choice, choiceLabel, choiceOf, LocationChoices } from "../../ui/admin/choices";
import { SelectField, SwitchField, TextField } from "../../ui/admin/fields";
import type { Labels } from "../../ui/admin/compare";
import { Fold } from "../../ui/admin/Fold";
import { FormPage } from "../../ui/admin/FormPage";
import type { Sent } from "../../ui/admin/inputs";
import { optionalNumber } from "../../ui/admin/refusals";
import { useEntityForm } from "../../ui/admin/useEntityForm";
import { type Warning, Warnings } from "../../ui/admin/Warnings";
import { NodeCreateMutation, NodeUpdateMutation } from "./documents";
import { useDropCalls } from "./DropCalls";
import { NodeLife } from "./NodeLife";
import { NodeStatus } from "./NodeStatus";

interface Values {
  name: string;
  description: string;
  locationId: Choice | null;
  role: string;
  address: string;
  fqdn: string;
  alwaysOn: boolean;
  capacityHd: string;
  mediaPriorityWeight: string;
  staticNatAddress: string;
  secondaryAddress: string;
  ipv6Address: string;
  cloudBursting: boolean;
}

const labels: Labels<Values> = {
  name: "Name",
  description: "Description",
  locationId: choiceLabel("Location", "none"),
  role: "Role",
  address: "Address",
  fqdn: "Host name",
  alwaysOn: "Always on",
  capacityHd: "Capacity",
  mediaPriorityWeight: "Priority",
  staticNatAddress: "Static NAT address",
  secondaryAddress: "Secondary address",
  ipv6Address: "IPv6 address",
  cloudBursting: "Burst node",
};

const inputOf = (v: Values) => ({
  name: v.name,
  description: v.description,
  locationId: v.locationId?.id ?? "",
  role: v.role as ConferencingNodeRole,
  address: v.address,
  fqdn: v.fqdn,
  alwaysOn: v.alwaysOn,
  capacityHd: optionalNumber(v.capacityHd),
  mediaPriorityWeight: Number(v.mediaPriorityWeight),
  staticNatAddress: v.staticNatAddress || null,
  secondaryAddress: v.secondaryAddress || null,
  ipv6Address: v.ipv6Address || null,
  cloudBursting: v.cloudBursting,
}) satisfies Sent<ConferencingNodeUpdateInput, "dropCalls">;

interface Props {
  node: NodeFieldsFragment | null;
  warnings: readonly Warning[];
  onCreated: (id: string) => void;
  onDone: () => void;
}

export function NodeForm({ node, warnings, onCreated, onDone }: Props) {
  const [, create] = useMutation(NodeCreateMutation);
  const [, update] = useMutation(NodeUpdateMutation);
  const dropCalls = useDropCalls();
  const valuesOf = (n: NodeFieldsFragment | null): Values => ({
    name: n?.name ?? "",
    description: n?.description ?? "",
    locationId: choiceOf(n?.location),
    role: n?.role ?? "TRANSCODING",
    address: n?.address ?? "",
    fqdn: n?.fqdn ?? "",
    alwaysOn: n?.alwaysOn ?? true,
    capacityHd: n?.capacityHd ? String(n.capacityHd) : "",
    mediaPriorityWeight: String(n?.mediaPriorityWeight ?? 0),
    staticNatAddress: n?.staticNatAddress ?? "",
    secondaryAddress: n?.secondaryAddress ?? "",
    ipv6Address: n?.ipv6Address ?? "",
    cloudBursting: n?.cloudBursting ?? false,
  });
  const { form, base, leave, page } = useEntityForm<NodeFieldsFragment, Values>({
    entity: node,
    valuesOf,
    labels,
    nameOf: (v) => `Conferencing Node ${v.name}`,
    create: async (values) => {
      const { data, error } = await create({ input: inputOf(values) });
      return { error, entity: data?.conferencingNodeCreate.conferencingNode, userErrors: data?.conferencingNodeCreate.userErrors };
    },
    update: async (values, { id, revision }) => {
      const input = { id, expectedRevision: revision, ...inputOf(values) };
      let { data, error } = await update({ input });
      const drops = data?.conferencingNodeUpdate.userErrors.find((e) => e.field?.[0] === "dropCalls");
      if (drops && (await dropCalls.ask(drops.message))) ({ data, error } = await update({ input: { ...input, dropCalls: true } }));
      return { error, entity: data?.conferencingNodeUpdate.conferencingNode, userErrors: data?.conferencingNodeUpdate.userErrors };
    },
    onCreated: (created) => onCreated((created as { id: string }).id),
  });
  return (
    <FormPage
      title={base ? base.name : "New Conferencing Node"}
      parent={<Link to="/nodes">Conferencing Nodes</Link>}
      {...page}
      submitLabel={base ? "Save" : "Add node"}
      onCancel={() => leave(onDone)}
      header={
        node && (
          <>
            <Warnings warnings={warnings} here={node.id} />
            <NodeStatus node={node} />
          </>
        )
      }
      footer={node && <NodeLife node={node} onDone={() => leave(onDone)} />}
    >
      <TextField control={form.control} name="name" label="Name" required help="Unique, at most 32 characters." />
      <TextField control={form.control} name="description" label="Description" />
      <ChoiceField control={form.control} name="locationId" label="Location" from={LocationChoices} />
      <SelectField
        control={form.control}
        name="role"
        label="Role"
        options={[
          { value: "TRANSCODING", label: "Transcoding: hosts conferences" },
          { value: "PROXYING", label: "Proxying: forwards the media of its callers" },
        ]}
      />
      <TextField control={form.control} name="address" label="Address" required help="IP address at which callers and other nodes reach it." />
      <TextField
        control={form.control}
        name="staticNatAddress"
        label="Static NAT address"
        help="Behind one-to-one NAT: the address outside, which callers are offered in place of its own from the next call on. May be empty."
      />
      <TextField control={form.control} name="fqdn" label="Host name" help="Fully qualified; may be empty." />
      <SwitchField control={form.control} name="alwaysOn" label="Always on" help="Only nodes that are always on may be the home of a conference." />
      <SwitchField control={form.control} name="cloudBursting" label="Burst node" help="Its machine at a cloud is started when it is needed, and stopped again." />
      <TextField control={form.control} name="capacityHd" label="Capacity in HD calls" type="number" help="Empty: what the node measured of itself." />
      <TextField control={form.control} name="mediaPriorityWeight" label="Priority" type="number" required help="0 to 100; nodes with a higher one are tried first." />
      <Fold title="Kept for later" isOpen={Boolean(node?.secondaryAddress || node?.ipv6Address)}>
        <Alert variant="info" isInline isPlain title="These are stored and checked now. The node does not use them yet." />
        <TextField control={form.control} name="secondaryAddress" label="Secondary address" help="IP address that callers are to use in place of the first one." />
        <TextField control={form.control} name="ipv6Address" label="IPv6 address" help="Besides the first address." />
      </Fold>
      {dropCalls.dialog}
    </FormPage>
  );
}
