import { Label } from "@patternfly/react-core";
import { LockIcon } from "@patternfly/react-icons";
import { Link } from "@tanstack/react-router";
import { useMutation, useQuery } from "urql";
import type { CallProtocol, DevicesQuery as Data } from "../../gql/graphql";
import { AddLink } from "../../ui/admin/AddLink";
import { useBulkRemove } from "../../ui/admin/bulkRemove";
import { protocolNames } from "../../ui/admin/calls";
import { FilterSelect } from "../../ui/admin/FilterSelect";
import { type Column, ListPage } from "../../ui/admin/ListPage";
import { useListFilters } from "../../ui/admin/useListFilters";
import { DevicesQuery, DevicesRemoveMutation } from "./documents";
import { NotYet } from "./NotYet";
import { registering } from "./values";

/** A row with its alias as the name that it is chosen and refused by. */
type Row = Data["devices"]["nodes"][number] & { name: string };

const columns: Column<Row>[] = [
  {
    label: "Alias",
    isLong: true,
    render: (r) => (
      <Link to="/devices/$id" params={{ id: r.id }} className="parley-mono">
        {r.alias}
      </Link>
    ),
  },
  { label: "Description", isLong: true, render: (r) => r.description },
  { label: "Owner", isLong: true, render: (r) => r.ownerEmail || "–" },
  { label: "Protocols", render: (r) => protocolNames(r.protocols) },
  {
    label: "Registration",
    render: (r) =>
      r.hasPassword ? (
        <Label isCompact icon={<LockIcon />}>
          Password
        </Label>
      ) : (
        "Open"
      ),
  },
  {
    label: "Calls",
    isLong: true,
    render: (r) =>
      r.shadowedBy ? (
        <Label isCompact color="orange">
          To {r.shadowedBy.name}
        </Label>
      ) : (
        "By gateway rules"
      ),
  },
];

const context = { additionalTypenames: ["Device", "MeetingRoom", "Auditorium", "Reception", "TestCall"] };
const toFilter = ({ search, protocol }: { search: string; protocol: string }) => ({ ...(search && { search }), ...(protocol && { protocol: protocol as CallProtocol }) });
const choices = Object.fromEntries(registering.map((p) => [p.value, p.label]));

export function DeviceList() {
  const { values, set, cursor, variables } = useListFilters({ search: "", protocol: "" }, toFilter);
  const [{ data, error, fetching }, reload] = useQuery({ query: DevicesQuery, variables, context });
  const rows = data?.devices.nodes.map((r) => ({ ...r, name: r.alias }));
  const [, remove] = useMutation(DevicesRemoveMutation);
  const { choose, bar, refusals } = useBulkRemove<Row>({
    rows,
    what: "device",
    consequence: "Nothing can register with these aliases any more.",
    remove: async (ids) => {
      const outcome = await remove({ input: { ids } });
      return { error: outcome.error, results: outcome.data?.devicesRemove.results };
    },
    onDone: () => reload({ requestPolicy: "network-only" }),
  });
  const create = (
    <AddLink to="/devices/$id" params={{ id: "new" }}>
      Add device
    </AddLink>
  );
  return (
    <ListPage
      title="Devices"
      intro="Aliases that devices may register with. Calls reach a device by a gateway rule only."
      header={
        <>
          <NotYet />
          {refusals}
        </>
      }
      rows={rows}
      columns={[...choose, ...columns]}
      rowKey={(r) => r.id}
      error={error}
      fetching={fetching}
      onRetry={() => reload({ requestPolicy: "network-only" })}
      search={{ value: values.search, label: "Search devices", onSearch: set("search") }}
      filters={
        <>
          <FilterSelect label="Protocol" value={values.protocol} all="All protocols" options={choices} onFilter={set("protocol")} />
          {bar}
        </>
      }
      actions={create}
      empty={
        values.protocol
          ? { title: "No device has this protocol", body: "Choose another protocol." }
          : { title: "No devices yet", body: "A device registers with an alias, and is called by it.", action: create }
      }
      paging={cursor.with(data?.devices.pageInfo)}
      totalCount={data?.devices.totalCount}
    />
  );
}
