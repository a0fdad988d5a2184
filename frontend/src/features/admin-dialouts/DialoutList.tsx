import { Link } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { useQuery } from "urql";
import type { AutomaticParticipantsQuery as Data, CallProtocol } from "../../gql/graphql";
import { AddLink } from "../../ui/admin/AddLink";
import { outgoingProtocols, protocolName } from "../../ui/admin/calls";
import { FilterSelect } from "../../ui/admin/FilterSelect";
import { type Column, ListPage } from "../../ui/admin/ListPage";
import { useCursor } from "../../ui/admin/paging";
import { AutomaticParticipantsQuery } from "./documents";
import { NotYet } from "./NotYet";

type Row = Data["automaticParticipants"]["nodes"][number];

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
const choices = Object.fromEntries(outgoingProtocols.map((p) => [p.value, p.label]));

export function DialoutList() {
  const [search, setSearch] = useState("");
  const [protocol, setProtocol] = useState("");
  const cursor = useCursor();
  const variables = useMemo(
    () => ({ first: 50, after: cursor.after, filter: { ...(search && { search }), ...(protocol && { protocol: protocol as CallProtocol }) } }),
    [cursor.after, search, protocol],
  );
  const [{ data, error, fetching }, reload] = useQuery({ query: AutomaticParticipantsQuery, variables, context });
  const narrow = (set: (value: string) => void) => (value: string) => {
    cursor.reset();
    set(value);
  };
  const create = (
    <AddLink to="/participants/$id" params={{ id: "new" }}>
      Add automatic participant
    </AddLink>
  );
  return (
    <ListPage
      title="Automatic participants"
      intro="Whom meeting rooms and auditoriums call when their first participant enters. One may serve many of them."
      header={<NotYet />}
      rows={data?.automaticParticipants.nodes}
      columns={columns}
      rowKey={(r) => r.id}
      error={error}
      fetching={fetching}
      onRetry={() => reload({ requestPolicy: "network-only" })}
      search={{ value: search, label: "Search automatic participants", onSearch: narrow(setSearch) }}
      filters={<FilterSelect label="Protocol" value={protocol} all="All protocols" options={choices} onFilter={narrow(setProtocol)} />}
      actions={create}
      empty={
        protocol
          ? { title: "Nobody has this protocol", body: "Choose another protocol." }
          : { title: "No automatic participants yet", body: "A recorder, a stream or a person that a service calls by itself.", action: create }
      }
      paging={cursor.with(data?.automaticParticipants.pageInfo)}
      totalCount={data?.automaticParticipants.totalCount}
    />
  );
}
