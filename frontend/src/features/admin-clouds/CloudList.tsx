import { Label } from "@patternfly/react-core";
import { Link } from "@tanstack/react-router";
import { useQuery } from "urql";
import type { CloudAccountsQuery as Data } from "../../gql/graphql";
import { AddLink } from "../../ui/admin/AddLink";
import { type Column, ListPage } from "../../ui/admin/ListPage";
import { OrderSelect } from "../../ui/admin/OrderSelect";
import { given, useListFilters } from "../../ui/admin/useListFilters";
import { useOrder } from "../../ui/admin/useOrder";
import { CloudAccountsQuery } from "./documents";
import { providerName } from "./values";

type Row = Data["cloudAccounts"]["nodes"][number];

const rights = (a: Row) => (a.provider === "STATIC" ? "The scripts’ own" : [a.accessKeyId ? "Access key" : "The machine’s own", a.roleArn && "a role"].filter(Boolean).join(", "));

const columns: Column<Row>[] = [
  {
    label: "Name",
    isLong: true,
    render: (a) => (
      <Link to="/clouds/$id" params={{ id: a.id }}>
        {a.name}
      </Link>
    ),
  },
  { label: "Description", isLong: true, render: (a) => a.description },
  { label: "Provider", render: (a) => providerName(a.provider) },
  { label: "Region or scripts", render: (a) => <span className="parley-mono">{a.region || a.scripts}</span> },
  { label: "Rights", isLong: true, render: rights },
  { label: "Machines", isLong: true, render: (a) => <span className="parley-mono">{`${a.tagKey}=${a.tagValue}`}</span> },
  { label: "State", render: (a) => <Label isCompact {...(a.enabled ? { color: "green" as const } : {})}>{a.enabled ? "Enabled" : "Disabled"}</Label> },
];

const context = { additionalTypenames: ["CloudAccount"] };

const toFilter = ({ search }: { search: string; order: string }) => given({ search });

export function CloudList() {
  const { values, set, cursor, variables: page } = useListFilters({ search: "", order: "" }, toFilter);
  const variables = useOrder(page, values.order);
  const [{ data, error, fetching }, reload] = useQuery({ query: CloudAccountsQuery, variables, context });
  const create = (
    <AddLink to="/clouds/$id" params={{ id: "new" }}>
      Add cloud account
    </AddLink>
  );
  return (
    <ListPage
      title="Cloud accounts"
      intro="Accounts at clouds, with which burst nodes are started and stopped."
      rows={data?.cloudAccounts.nodes}
      columns={columns}
      rowKey={(a) => a.id}
      error={error}
      fetching={fetching}
      onRetry={() => reload({ requestPolicy: "network-only" })}
      search={{ value: values.search, label: "Search cloud accounts", onSearch: set("search") }}
      filters={<OrderSelect value={values.order} onOrder={set("order")} />}
      actions={create}
      empty={{ title: "No cloud accounts yet", body: "An account says where machines are and with which rights they are started and stopped.", action: create }}
      paging={cursor.with(data?.cloudAccounts.pageInfo)}
      totalCount={data?.cloudAccounts.totalCount}
    />
  );
}
