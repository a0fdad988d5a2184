import { Label, Title } from "@patternfly/react-core";
import { Link } from "@tanstack/react-router";
import { useQuery } from "urql";
import type { RolesQuery as Data } from "../../gql/graphql";
import { AddLink } from "../../ui/admin/AddLink";
import { type Column, ListPage } from "../../ui/admin/ListPage";
import { useMay } from "../../ui/admin/session";
import { given, useListFilters } from "../../ui/admin/useListFilters";
import { PermissionsQuery, RolesQuery } from "./documents";
import { RoleMatrix } from "./RoleMatrix";

type Row = Data["roles"]["nodes"][number];

const context = { additionalTypenames: ["Role", "Administrator"] };

const columns: Column<Row>[] = [
  {
    label: "Name",
    isLong: true,
    render: (r) => (
      <Link to="/roles/$id" params={{ id: r.id }}>
        {r.name}
      </Link>
    ),
  },
  { label: "Description", isLong: true, render: (r) => r.description || "–" },
  { label: "Kind", render: (r) => <Label isCompact color={r.builtIn ? "grey" : "blue"}>{r.builtIn ? "Built in" : "Own"}</Label> },
  { label: "Permissions", render: (r) => r.scopes.length },
  { label: "Administrators", render: (r) => r.administratorCount },
];

/** The roles, and side by side what they open. */
export function RoleList() {
  const { values, set, cursor, variables } = useListFilters({ search: "" }, given);
  const [{ data, error, fetching }, reload] = useQuery({ query: RolesQuery, variables, context });
  const [permissions] = useQuery({ query: PermissionsQuery });
  const may = useMay("access:write");
  const create = may && (
    <AddLink to="/roles/$id" params={{ id: "new" }}>
      Add role
    </AddLink>
  );
  return (
    <>
      <ListPage
        title="Roles"
        intro="Sets of permissions that administrators have. A change counts at once, for those who are signed in too."
        rows={data?.roles.nodes}
        columns={columns}
        rowKey={(r) => r.id}
        error={error}
        fetching={fetching}
        onRetry={() => reload({ requestPolicy: "network-only" })}
        search={{ value: values.search, label: "Search roles", onSearch: set("search") }}
        actions={create}
        empty={{ title: "No roles", body: "The built-in roles are always there." }}
        paging={cursor.with(data?.roles.pageInfo)}
        totalCount={data?.roles.totalCount}
        below={
          data && data.roles.nodes.length > 0 && permissions.data ? (
            <section className="access-section">
              <Title headingLevel="h2" className="parley-gap-below">
                Who may do what
              </Title>
              <RoleMatrix roles={data.roles.nodes} permissions={permissions.data.permissions} />
            </section>
          ) : null
        }
      />
    </>
  );
}
