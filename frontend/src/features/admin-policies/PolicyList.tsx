import { Link } from "@tanstack/react-router";
import { useQuery } from "urql";
import type { PolicyProfilesQuery as Data } from "../../gql/graphql";
import { AddLink } from "../../ui/admin/AddLink";
import { type Column, ListPage } from "../../ui/admin/ListPage";
import { OrderSelect } from "../../ui/admin/OrderSelect";
import { given, useListFilters } from "../../ui/admin/useListFilters";
import { useOrder } from "../../ui/admin/useOrder";
import { PolicyProfilesQuery } from "./documents";
import { NotYet } from "./NotYet";
import { requestNames } from "./values";

type Row = Data["policyProfiles"]["nodes"][number];

const columns: Column<Row>[] = [
  {
    label: "Name",
    isLong: true,
    render: (p) => (
      <Link to="/policies/$id" params={{ id: p.id }}>
        {p.name}
      </Link>
    ),
  },
  { label: "Description", isLong: true, render: (p) => p.description },
  { label: "Address", isLong: true, render: (p) => <span className="parley-mono">{p.url}</span> },
  { label: "Signs in as", isLong: true, render: (p) => (p.username || p.hasPassword ? `${p.username || "nobody"}, ${p.hasPassword ? "with a password" : "without a password"}` : "–") },
  { label: "Asked for", isLong: true, render: (p) => requestNames(p) || "Nothing" },
];

const context = { additionalTypenames: ["PolicyProfile"] };

const toFilter = ({ search }: { search: string; order: string }) => given({ search });

export function PolicyList() {
  const { values, set, cursor, variables: page } = useListFilters({ search: "", order: "" }, toFilter);
  const variables = useOrder(page, values.order);
  const [{ data, error, fetching }, reload] = useQuery({ query: PolicyProfilesQuery, variables, context });
  const create = (
    <AddLink to="/policies/$id" params={{ id: "new" }}>
      Add policy profile
    </AddLink>
  );
  return (
    <ListPage
      title="Policy profiles"
      intro="Servers outside that are asked how to treat calls. Locations name the one that is asked for them."
      header={<NotYet />}
      rows={data?.policyProfiles.nodes}
      columns={columns}
      rowKey={(p) => p.id}
      error={error}
      fetching={fetching}
      onRetry={() => reload({ requestPolicy: "network-only" })}
      search={{ value: values.search, label: "Search policy profiles", onSearch: set("search") }}
      filters={<OrderSelect value={values.order} onOrder={set("order")} />}
      actions={create}
      empty={{ title: "No policy profiles yet", body: "A profile says where a server is and what it is asked.", action: create }}
      paging={cursor.with(data?.policyProfiles.pageInfo)}
      totalCount={data?.policyProfiles.totalCount}
    />
  );
}
