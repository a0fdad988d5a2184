import { Link } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { useQuery } from "urql";
import type { LocationsQuery as Data } from "../../gql/graphql";
import { AddLink } from "../../ui/admin/AddLink";
import { type Column, ListPage } from "../../ui/admin/ListPage";
import { useCursor } from "../../ui/admin/paging";
import { LocationsQuery } from "./documents";

type Row = Data["locations"]["nodes"][number];

const columns: Column<Row>[] = [
  {
    label: "Name",
    isLong: true,
    render: (l) => (
      <Link to="/locations/$id" params={{ id: l.id }}>
        {l.name}
      </Link>
    ),
  },
  { label: "Description", isLong: true, render: (l) => l.description },
  { label: "Nodes", render: (l) => l.nodeCount },
  { label: "First overflow location", isLong: true, render: (l) => l.overflowLocation1?.name ?? "–" },
];

const context = { additionalTypenames: ["Location"] };

export function LocationList() {
  const [search, setSearch] = useState("");
  const cursor = useCursor();
  const variables = useMemo(() => ({ first: 50, after: cursor.after, filter: search ? { search } : null }), [cursor.after, search]);
  const [{ data, error, fetching }, reload] = useQuery({ query: LocationsQuery, variables, context });
  const create = (
    <AddLink to="/locations/$id" params={{ id: "new" }}>
      Add location
    </AddLink>
  );
  return (
    <ListPage
      title="Locations"
      intro="Groups of Conferencing Nodes that share a place and a policy."
      rows={data?.locations.nodes}
      columns={columns}
      rowKey={(l) => l.id}
      error={error}
      fetching={fetching}
      onRetry={() => reload({ requestPolicy: "network-only" })}
      search={{
        value: search,
        label: "Search locations",
        onSearch: (value) => {
          cursor.reset();
          setSearch(value);
        },
      }}
      actions={create}
      empty={{ title: "No locations yet", body: "A location groups the nodes that stand in one place. Nodes need one.", action: create }}
      paging={cursor.with(data?.locations.pageInfo)}
      totalCount={data?.locations.totalCount}
    />
  );
}
