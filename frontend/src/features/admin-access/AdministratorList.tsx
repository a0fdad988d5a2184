import { Label } from "@patternfly/react-core";
import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import type { UseFormReturn } from "react-hook-form";
import { useMutation, useQuery } from "urql";
import type { AdministratorsQuery as Data } from "../../gql/graphql";
import { CreateDialog } from "../../ui/admin/CreateDialog";
import { SelectField, TextField } from "../../ui/admin/fields";
import { FilterSelect } from "../../ui/admin/FilterSelect";
import { type Column, ListPage } from "../../ui/admin/ListPage";
import { useMay } from "../../ui/admin/session";
import { formatTime } from "../../ui/admin/time";
import { given, useListFilters } from "../../ui/admin/useListFilters";
import { AdministratorState } from "./AdministratorState";
import { AdministratorCreateMutation, AdministratorsQuery, RolesQuery } from "./documents";

type Row = Data["administrators"]["nodes"][number];
type Roles = readonly { id: string; name: string }[];

const context = { additionalTypenames: ["Administrator"] };
const rolesContext = { additionalTypenames: ["Role"] };
const allRoles = { first: 100 };

const columns: Column<Row>[] = [
  {
    label: "User name",
    isLong: true,
    render: (a) => (
      <Link to="/administrators/$id" params={{ id: a.id }}>
        {a.username}
      </Link>
    ),
  },
  { label: "Name", isLong: true, render: (a) => a.displayName || "–" },
  {
    label: "Role",
    isLong: true,
    render: (a) => (
      <>
        {a.assignedRole.name} {a.external && <Label isCompact>{a.external.source}</Label>}
      </>
    ),
  },
  { label: "State", render: (a) => <AdministratorState enabled={a.enabled} lockedUntil={a.lock?.until} /> },
  { label: "Last sign-in", render: (a) => formatTime(a.lastSignInAt) },
];

const administratorFieldsFor =
  (roles: Roles) =>
  ({ control }: UseFormReturn<Values>) => (
    <>
      <TextField control={control} name="username" label="User name" required autoComplete="off" />
      <TextField control={control} name="displayName" label="Name" />
      <SelectField control={control} name="roleId" label="Role" options={roles.map((r) => ({ value: r.id, label: r.name }))} help="What the account may do." />
      <TextField control={control} name="password" label="Password" required type="password" autoComplete="new-password" help="12 to 128 characters." />
    </>
  );

interface Values {
  username: string;
  displayName: string;
  roleId: string;
  password: string;
}

export function AdministratorList() {
  const { values, set, cursor, variables } = useListFilters({ search: "", roleId: "" }, given);
  const [{ data, error, fetching }, reload] = useQuery({ query: AdministratorsQuery, variables, context });
  const [known] = useQuery({ query: RolesQuery, variables: allRoles, context: rolesContext });
  const [, create] = useMutation(AdministratorCreateMutation);
  const may = useMay("access:write");
  const roles: Roles = useMemo(() => known.data?.roles.nodes ?? [], [known.data]);
  const fields = useMemo(() => administratorFieldsFor(roles), [roles]);
  return (
    <ListPage
      title="Administrators"
      intro="Accounts that administer this deployment."
      rows={data?.administrators.nodes}
      columns={columns}
      rowKey={(a) => a.id}
      error={error}
      fetching={fetching}
      onRetry={() => reload({ requestPolicy: "network-only" })}
      search={{ value: values.search, label: "Search administrators", onSearch: set("search") }}
      filters={
        <FilterSelect
          label="Role"
          value={values.roleId}
          all="Any role"
          options={Object.fromEntries(roles.map((r) => [r.id, r.name]))}
          onFilter={set("roleId")}
        />
      }
      actions={
        may &&
        roles.length > 0 && (
          <CreateDialog<Values>
            label="Add administrator"
            title="New administrator"
            initial={{ username: "", displayName: "", roleId: leastOf(roles), password: "" }}
            first="username"
            done={(v) => `Administrator ${v.username} was added`}
            fields={fields}
            onCreate={async (v) => {
              const result = await create({ input: v });
              return { error: result.error, userErrors: result.data?.administratorCreate.userErrors };
            }}
          />
        )
      }
      empty={values.roleId ? { title: "Nobody has this role", body: "Choose another one." } : { title: "No administrators", body: "The first one is made when the Management Node first starts." }}
      paging={cursor.with(data?.administrators.pageInfo)}
      totalCount={data?.administrators.totalCount}
    />
  );
}

/** The role that a new account has unless another is chosen: not the one that may do everything. */
function leastOf(roles: Roles): string {
  return (roles.find((r) => r.name === "Read-only") ?? roles[0])?.id ?? "";
}
