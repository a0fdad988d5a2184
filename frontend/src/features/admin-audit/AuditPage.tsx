import { Button, ExpandableSection, Label, ToolbarItem } from "@patternfly/react-core";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback, useMemo } from "react";
import { useQuery } from "urql";
import type { AuditQuery as Data } from "../../gql/graphql";
import { FilterInput } from "../../ui/admin/FilterInput";
import { FilterSelect } from "../../ui/admin/FilterSelect";
import { type Column, ListPage } from "../../ui/admin/ListPage";
import { type Cursor, useCursor } from "../../ui/admin/paging";
import { formatTime } from "../../ui/admin/time";
import { TimeFilter } from "../../ui/admin/TimeFilter";
import { useRefresh } from "../../ui/admin/useRefresh";
import { ActionLabel } from "./ActionLabel";
import { AuditQuery } from "./documents";
import { ObjectLink } from "./ObjectLink";
import { actions, actorWords, auditFilter, type AuditSearch, kinds, parties } from "./search";
import { hasState, StateAt } from "./StateAt";

type Row = Data["audit"]["nodes"][number];

const columns: Column<Row>[] = [
  { label: "Time", render: (e) => <span className="parley-nowrap">{formatTime(e.occurredAt)}</span> },
  { label: "Who", isLong: true, width: 15, render: (e) => actorWords(e.actor) },
  { label: "From", render: (e) => <span className="parley-mono parley-nowrap">{e.source || "–"}</span> },
  { label: "Done", render: (e) => <ActionLabel action={e.action} /> },
  {
    label: "What",
    isLong: true,
    width: 30,
    render: (e) => (
      <Link to="/audit/$id" params={{ id: e.id }}>
        {e.summary}
      </Link>
    ),
  },
  {
    label: "Object",
    isLong: true,
    width: 15,
    render: (e) => (
      <>
        <span className="parley-muted">{kinds[e.entity.kind] ?? e.entity.kind}</span> <ObjectLink entity={e.entity} />
      </>
    ),
  },
];

const context = { requestPolicy: "network-only" as const };

/** Who changed what, from where, and when. */
export function AuditPage() {
  const search = useSearch({ from: "/audit" });
  // Another question begins with its first page.
  return <Entries key={JSON.stringify(search)} search={search} />;
}

function Entries({ search }: { search: AuditSearch }) {
  const cursor = useCursor();
  const filter = useMemo(() => auditFilter(search), [search]);
  const variables = useMemo(() => ({ first: 50, after: cursor.after, filter }), [cursor.after, filter]);
  const [{ data, error, fetching }, reload] = useQuery({ query: AuditQuery, variables, context });
  useRefresh(reload, isNewest(cursor));
  const rows = data?.audit.nodes;
  const filtered = filter !== null;
  const about = search.entity ? rows?.[0]?.entity : undefined;
  return (
    <ListPage
      title="Audit"
      intro="Who changed what, from where, and when, newest first."
      header={search.entity && <OneObject id={search.entity} about={about} />}
      rows={rows}
      columns={columns}
      rowKey={(e) => e.id}
      error={error}
      fetching={fetching}
      onRetry={() => reload({ requestPolicy: "network-only" })}
      filters={<Filters search={search} filtered={filtered} />}
      empty={
        filtered
          ? { title: "No change like that", body: "Nothing on record matches all of the filters." }
          : { title: "Nothing was changed yet", body: "Every change of the configuration and every act on a meeting appears here." }
      }
      paging={cursor.with(data?.audit.pageInfo)}
    />
  );
}

const isNewest = (cursor: Cursor) => cursor.page === 0;

function Filters({ search, filtered }: { search: AuditSearch; filtered: boolean }) {
  const navigate = useNavigate({ from: "/audit" });
  const change = useCallback(
    (part: Partial<AuditSearch>) => void navigate({ search: (before) => ({ ...before, ...part }), replace: true, resetScroll: false }),
    [navigate],
  );
  const onSearch = useCallback((value: string) => change({ search: value || undefined }), [change]);
  const onActor = useCallback((value: string) => change({ actor: value || undefined }), [change]);
  return (
    <>
      <FilterInput label="Search the audit" value={search.search ?? ""} onFilter={onSearch} />
      {!search.entity && <FilterSelect label="Kind of object" all="All objects" value={search.kind ?? ""} options={kinds} onFilter={(kind) => change({ kind: kind || undefined })} />}
      <FilterSelect label="What was done" all="Any action" value={search.action ?? ""} options={actions} onFilter={(action) => change({ action: action || undefined })} />
      <FilterSelect label="Kind of party" all="By anybody" value={search.by ?? ""} options={parties} onFilter={(by) => change({ by: by || undefined })} />
      <FilterInput label="Name of who did it" value={search.actor ?? ""} onFilter={onActor} />
      <TimeFilter label="From" value={search.from ?? ""} onFilter={(from) => change({ from: from || undefined })} />
      <TimeFilter label="Until" value={search.until ?? ""} onFilter={(until) => change({ until: until || undefined })} />
      {filtered && (
        <ToolbarItem>
          <Button variant="link" onClick={() => void navigate({ search: {}, replace: true })}>
            Clear all filters
          </Button>
        </ToolbarItem>
      )}
    </>
  );
}

function OneObject({ id, about }: { id: string; about: Row["entity"] | undefined }) {
  return (
    <>
      <p className="parley-gap-below">
        Only{" "}
        <Label color="blue">
          {about ? `${kinds[about.kind] ?? about.kind} ${about.name}` : "one object"}
        </Label>
      </p>
      {about && hasState(about.kind) && (
        <ExpandableSection toggleText="See it as it was at a time" toggleId="state-toggle" contentId="state-content">
          <StateAt id={id} />
        </ExpandableSection>
      )}
    </>
  );
}
