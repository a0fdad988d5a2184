import { Label } from "@patternfly/react-core";
import { LockIcon } from "@patternfly/react-icons";
import { Link } from "@tanstack/react-router";
import { useQuery } from "urql";
import type { CallProtocol, DevicesQuery as Data } from "../../gql/graphql";
import { AddLink } from "../../ui/admin/AddLink";
import { protocolNames } from "../../ui/admin/calls";
import { FilterSelect } from "../../ui/admin/FilterSelect";
import { type Column, ListPage } from "../../ui/admin/ListPage";
import { useListFilters } from "../../ui/admin/useListFilters";
import { DevicesQuery } from "./documents";
import { NotYet } from "./NotYet";
import { registering } from "./values";

type Row = Data["devices"]["nodes"][number];

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
  const create = (
    <AddLink to="/devices/$id" params={{ id: "new" }}>
      Add device
    </AddLink>
  );
  return (
    <ListPage
      title="Devices"
      intro="Aliases that devices may register with. Calls reach a device by a gateway rule only."
      header={<NotYet />}
      rows={data?.devices.nodes}
      columns={columns}
      rowKey={(r) => r.id}
      error={error}
      fetching={fetching}
      onRetry={() => reload({ requestPolicy: "network-only" })}
      search={{ value: values.search, label: "Search devices", onSearch: set("search") }}
      filters={<FilterSelect label="Protocol" value={values.protocol} all="All protocols" options={choices} onFilter={set("protocol")} />}
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
