import { Alert, Label } from "@patternfly/react-core";
import { Link } from "@tanstack/react-router";
import { useQuery } from "urql";
import type { ThemesQuery as Data } from "../../gql/graphql";
import { AddLink } from "../../ui/admin/AddLink";
import { type Column, ListPage } from "../../ui/admin/ListPage";
import { formatTime } from "../../ui/admin/time";
import { given, useListFilters } from "../../ui/admin/useListFilters";
import { ThemesQuery } from "./documents";

type Row = Data["themes"]["nodes"][number];

const columns: Column<Row>[] = [
  {
    label: "Name",
    isLong: true,
    render: (t) => (
      <>
        <Link to="/themes/$id" params={{ id: t.id }}>
          {t.name}
        </Link>{" "}
        {t.isDefault && <Label isCompact>Default</Label>}
      </>
    ),
  },
  { label: "Description", isLong: true, render: (t) => t.description },
  { label: "Files", render: (t) => t.files.length },
  { label: "Last change", render: (t) => formatTime(t.updatedAt) },
];

const context = { additionalTypenames: ["Theme", "GlobalSettings"], requestPolicy: "network-only" as const };

export function ThemeList() {
  const { values, set, cursor, variables } = useListFilters({ search: "" }, given);
  const [{ data, error, fetching }, reload] = useQuery({ query: ThemesQuery, variables, context });
  const create = (
    <AddLink to="/themes/$id" params={{ id: "new" }}>
      Add theme
    </AddLink>
  );
  return (
    <ListPage
      title="Themes"
      intro="Pictures and sounds before and beside a meeting. What a theme does not have comes from the default theme, and else from what is built in."
      header={<NotShownYet />}
      rows={data?.themes.nodes}
      columns={columns}
      rowKey={(t) => t.id}
      error={error}
      fetching={fetching}
      onRetry={() => reload({ requestPolicy: "network-only" })}
      search={{ value: values.search, label: "Search themes", onSearch: set("search") }}
      actions={create}
      empty={{ title: "No themes yet", body: "Everything is as it is built in. A theme begins with a name; its files are uploaded then.", action: create }}
      paging={cursor.with(data?.themes.pageInfo)}
      totalCount={data?.themes.totalCount}
    />
  );
}

/** Says plainly what themes do not do yet. */
export function NotShownYet() {
  return <Alert variant="info" isInline isPlain title="Meetings do not show or play themes yet. What is uploaded is checked and kept." />;
}
