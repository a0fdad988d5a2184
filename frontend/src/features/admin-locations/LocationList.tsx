import { Link } from "@tanstack/react-router";
import { useMutation, useQuery } from "urql";
import type { LocationsQuery as Data } from "../../gql/graphql";
import { AddLink } from "../../ui/admin/AddLink";
import { useBulkRemove } from "../../ui/admin/bulkRemove";
import { type Column, ListPage } from "../../ui/admin/ListPage";
import { OrderSelect } from "../../ui/admin/OrderSelect";
import { given, useListFilters } from "../../ui/admin/useListFilters";
import { useOrder } from "../../ui/admin/useOrder";
import { LocationsQuery, LocationsRemoveMutation } from "./documents";

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
  { label: "Transcoding location", isLong: true, render: (l) => l.transcodingLocation?.name ?? "itself" },
  { label: "First overflow location", isLong: true, render: (l) => l.overflowLocation1?.name ?? "–" },
];

const context = { additionalTypenames: ["Location"] };

const toFilter = ({ search }: { search: string; order: string }) => given({ search });

export function LocationList() {
  const { values, set, cursor, variables: page } = useListFilters({ search: "", order: "" }, toFilter);
  const variables = useOrder(page, values.order);
  const [{ data, error, fetching }, reload] = useQuery({ query: LocationsQuery, variables, context });
  const [, remove] = useMutation(LocationsRemoveMutation);
  const { choose, bar, refusals } = useBulkRemove<Row>({
    rows: data?.locations.nodes,
    what: "location",
    consequence: "Only locations that no node and no other location uses are removed; the others stay and are named.",
    remove: async (ids) => {
      const outcome = await remove({ input: { ids } });
      return { error: outcome.error, results: outcome.data?.locationsRemove.results };
    },
    onDone: () => reload({ requestPolicy: "network-only" }),
  });
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
      columns={[...choose, ...columns]}
      rowKey={(l) => l.id}
      error={error}
      fetching={fetching}
      onRetry={() => reload({ requestPolicy: "network-only" })}
      search={{ value: values.search, label: "Search locations", onSearch: set("search") }}
      header={refusals}
      filters={
        <>
          <OrderSelect value={values.order} onOrder={set("order")} />
          {bar}
        </>
      }
      actions={create}
      empty={{ title: "No locations yet", body: "A location groups the nodes that stand in one place. Nodes need one.", action: create }}
      paging={cursor.with(data?.locations.pageInfo)}
      totalCount={data?.locations.totalCount}
    />
  );
}
