import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useQuery } from "urql";
import type { NodesQuery as Data } from "../../gql/graphql";
import { AddLink } from "../../ui/admin/AddLink";
import { type Column, ListPage } from "../../ui/admin/ListPage";
import { NodeStateLabel } from "../../ui/admin/NodeStateLabel";
import { BulkRefusals, useSelectColumn, useSelection } from "../../ui/admin/selection";
import { useListFilters } from "../../ui/admin/useListFilters";
import { useOrder } from "../../ui/admin/useOrder";
import { useRefresh } from "../../ui/admin/useRefresh";
import { NodesQuery } from "./documents";
import { isFiltered, nodeFilter, noFilters } from "./filters";
import { NodeBulk } from "./NodeBulk";
import { NodeFilter } from "./NodeFilter";

type Row = Data["conferencingNodes"]["nodes"][number];

const columns: Column<Row>[] = [
  {
    label: "Name",
    isLong: true,
    render: (n) => (
      <Link to="/nodes/$id" params={{ id: n.id }}>
        {n.name}
      </Link>
    ),
  },
  { label: "State", render: (n) => <NodeStateLabel state={n.state} maintenance={n.maintenance} /> },
  { label: "Location", isLong: true, render: (n) => n.location.name },
  { label: "Address", render: (n) => <span className="parley-mono">{n.address}</span> },
  { label: "Media load", render: (n) => (n.mediaLoad === null || n.mediaLoad === undefined ? "–" : `${Math.round(n.mediaLoad)} %`) },
  { label: "Maximum HD calls", render: (n) => (n.maxHd ? Math.floor(n.maxHd) : "–") },
  { label: "Version", render: (n) => n.version ?? "–" },
];

const context = { additionalTypenames: ["ConferencingNode", "Location"] };

export function NodeList() {
  const { values, set, cursor, variables: page } = useListFilters(noFilters, nodeFilter);
  const variables = useOrder(page, values.order);
  const [{ data, error, fetching }, reload] = useQuery({ query: NodesQuery, variables, context });
  useRefresh(reload);
  const selection = useSelection(data?.conferencingNodes.nodes);
  const choose = useSelectColumn<Row>(selection);
  const [refused, setRefused] = useState<readonly string[]>([]);
  const create = (
    <AddLink to="/nodes/$id" params={{ id: "new" }}>
      Add Conferencing Node
    </AddLink>
  );
  return (
    <ListPage
      title="Conferencing Nodes"
      intro="The servers that carry calls. Their configuration reaches them by itself."
      rows={data?.conferencingNodes.nodes}
      columns={[...choose, ...columns]}
      rowKey={(n) => n.id}
      error={error}
      fetching={fetching}
      onRetry={() => reload({ requestPolicy: "network-only" })}
      search={{ value: values.search, label: "Search nodes", onSearch: set("search") }}
      header={<BulkRefusals lines={refused} onClose={() => setRefused([])} />}
      filters={
        <>
          <NodeFilter values={values} set={set} />
          <NodeBulk selection={selection} onRefused={setRefused} onDone={() => reload({ requestPolicy: "network-only" })} />
        </>
      }
      actions={create}
      empty={
        isFiltered(values)
          ? { title: "No Conferencing Node is like that", body: "Choose other filters." }
          : { title: "No Conferencing Nodes yet", body: "Add one, then start it with its provisioning document.", action: create }
      }
      paging={cursor.with(data?.conferencingNodes.pageInfo)}
      totalCount={data?.conferencingNodes.totalCount}
    />
  );
}
