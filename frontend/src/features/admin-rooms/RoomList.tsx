import { Label } from "@patternfly/react-core";
import { LockIcon } from "@patternfly/react-icons";
import { Link } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { useQuery } from "urql";
import type { RoomsQuery as Data } from "../../gql/graphql";
import { AddLink } from "../../ui/admin/AddLink";
import { type Column, ListPage } from "../../ui/admin/ListPage";
import { useCursor } from "../../ui/admin/paging";
import { RoomsQuery } from "./documents";

type Row = Data["meetingRooms"]["nodes"][number];

const columns: Column<Row>[] = [
  {
    label: "Name",
    isLong: true,
    render: (r) => (
      <Link to="/rooms/$id" params={{ id: r.id }}>
        {r.name}
      </Link>
    ),
  },
  { label: "Aliases", isLong: true, render: (r) => <span className="parley-mono">{r.aliases.map((a) => a.alias).join(", ") || "–"}</span> },
  { label: "Description", isLong: true, render: (r) => r.description },
  {
    label: "Entry",
    render: (r) =>
      r.hasHostPin ? (
        <Label isCompact icon={<LockIcon />}>
          {r.allowGuests ? "PIN, guests allowed" : "PIN"}
        </Label>
      ) : (
        "Open"
      ),
  },
  { label: "Limit", render: (r) => r.participantLimit ?? "–" },
];

const context = { additionalTypenames: ["MeetingRoom"] };

export function RoomList() {
  const [search, setSearch] = useState("");
  const cursor = useCursor();
  const variables = useMemo(() => ({ first: 50, after: cursor.after, filter: search ? { search } : null }), [cursor.after, search]);
  const [{ data, error, fetching }, reload] = useQuery({ query: RoomsQuery, variables, context });
  const create = (
    <AddLink to="/rooms/$id" params={{ id: "new" }}>
      Add meeting room
    </AddLink>
  );
  return (
    <ListPage
      title="Meeting rooms"
      intro="Virtual Meeting Rooms: they always exist, and cost nothing while empty."
      rows={data?.meetingRooms.nodes}
      columns={columns}
      rowKey={(r) => r.id}
      error={error}
      fetching={fetching}
      onRetry={() => reload({ requestPolicy: "network-only" })}
      search={{
        value: search,
        label: "Search rooms and aliases",
        onSearch: (value) => {
          cursor.reset();
          setSearch(value);
        },
      }}
      actions={create}
      empty={{ title: "No meeting rooms yet", body: "A room has a name and one or more aliases that people call.", action: create }}
      paging={cursor.with(data?.meetingRooms.pageInfo)}
      totalCount={data?.meetingRooms.totalCount}
    />
  );
}
