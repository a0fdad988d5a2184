import { Link } from "@tanstack/react-router";
import { useMutation, useQuery } from "urql";
import type { AutomaticParticipantsQuery as Data, CallProtocol } from "../../gql/graphql";
import { AddLink } from "../../ui/admin/AddLink";
import { useBulkRemove } from "../../ui/admin/bulkRemove";
import { outgoingProtocols, protocolName } from "../../ui/admin/calls";
import { FilterSelect } from "../../ui/admin/FilterSelect";
import { type Column, ListPage } from "../../ui/admin/ListPage";
import { useListFilters } from "../../ui/admin/useListFilters";
import { AutomaticParticipantsQuery, AutomaticParticipantsRemoveMutation } from "./documents";
import { NotYet } from "./NotYet";

/** A row with its alias as the name that it is chosen and refused by. */
type Row = Data["automaticParticipants"]["nodes"][number] & { name: string };

const columns: Column<Row>[] = [
  {
    label: "Alias",
    isLong: true,
    render: (r) => (
      <Link to="/participants/$id" params={{ id: r.id }} className="parley-mono">
        {r.alias}
      </Link>
    ),
  },
  { label: "Description", isLong: true, render: (r) => r.description },
  { label: "Dialled by", render: (r) => (r.routing === "ROUTING_RULE" ? "Gateway rules" : protocolName(r.protocol)) },
  { label: "Role", render: (r) => (r.role === "HOST" ? "Host" : "Guest") },
  { label: "Kind", render: (r) => (r.streaming ? "Stream or recording" : "Participant") },
  { label: "Services", render: (r) => r.serviceCount },
];

const context = { additionalTypenames: ["AutomaticParticipant", "MeetingRoom", "Auditorium"] };
const toFilter = ({ search, protocol }: { search: string; protocol: string }) => ({ ...(search && { search }), ...(protocol && { protocol: protocol as CallProtocol }) });
const choices = Object.fromEntries(outgoingProtocols.map((p) => [p.value, p.label]));

export function DialoutList() {
  const { values, set, cursor, variables } = useListFilters({ search: "", protocol: "" }, toFilter);
  const [{ data, error, fetching }, reload] = useQuery({ query: AutomaticParticipantsQuery, variables, context });
  const rows = data?.automaticParticipants.nodes.map((r) => ({ ...r, name: r.alias }));
  const [, remove] = useMutation(AutomaticParticipantsRemoveMutation);
  const { choose, bar, refusals } = useBulkRemove<Row>({
    rows,
    what: "automatic participant",
    consequence: "Only those that no service dials are removed; the others stay and are named.",
    remove: async (ids) => {
      const outcome = await remove({ input: { ids } });
      return { error: outcome.error, results: outcome.data?.automaticParticipantsRemove.results };
    },
    onDone: () => reload({ requestPolicy: "network-only" }),
  });
  const create = (
    <AddLink to="/participants/$id" params={{ id: "new" }}>
      Add automatic participant
    </AddLink>
  );
  return (
    <ListPage
      title="Automatic participants"
      intro="Whom meeting rooms and auditoriums call when their first participant enters. One may serve many of them."
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
      search={{ value: values.search, label: "Search automatic participants", onSearch: set("search") }}
      filters={
        <>
          <FilterSelect label="Protocol" value={values.protocol} all="All protocols" options={choices} onFilter={set("protocol")} />
          {bar}
        </>
      }
      actions={create}
      empty={
        values.protocol
          ? { title: "Nobody has this protocol", body: "Choose another protocol." }
          : { title: "No automatic participants yet", body: "A recorder, a stream or a person that a service calls by itself.", action: create }
      }
      paging={cursor.with(data?.automaticParticipants.pageInfo)}
      totalCount={data?.automaticParticipants.totalCount}
    />
  );
}
