import { Button, ToolbarItem } from "@patternfly/react-core";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback, useEffect, useMemo } from "react";
import { useQuery } from "urql";
import type { NodeHistoryQuery as Data } from "../../gql/graphql";
import { ChoiceSelect } from "../../ui/admin/ChoiceField";
import { choiceById, LocationChoices, NodeChoices } from "../../ui/admin/choices";
import { FilterInput } from "../../ui/admin/FilterInput";
import { FilterSelect } from "../../ui/admin/FilterSelect";
import { type Column, ListPage } from "../../ui/admin/ListPage";
import { useCursor } from "../../ui/admin/paging";
import { useMay } from "../../ui/admin/session";
import { formatTime } from "../../ui/admin/time";
import { TimeFilter } from "../../ui/admin/TimeFilter";
import { useRefresh } from "../../ui/admin/useRefresh";
import { NodeHistoryQuery } from "./documents";
import { exportAddress, historyFilter, kinds, type NodeHistorySearch, triggers } from "./search";

type Row = Data["nodeHistory"]["nodes"][number];

const columns: Column<Row>[] = [
  { label: "Time", render: (e) => <span className="parley-nowrap">{formatTime(e.time)}</span> },
  {
    label: "Node",
    render: (e) => (
      <Link to="/nodes/$id" params={{ id: e.nodeId }}>
        {e.nodeName}
      </Link>
    ),
  },
  { label: "Location", isLong: true, render: (e) => e.locationName },
  {
    label: "What happened",
    render: (e) => (
      <>
        {kinds[e.kind]}
        {e.attempt && <span className="parley-muted"> (attempt {e.attempt})</span>}
      </>
    ),
  },
  { label: "Reason", isLong: true, width: 30, render: (e) => e.reason },
  { label: "By", render: (e) => e.actor.name || e.actor.kind },
];

const context = { requestPolicy: "network-only" as const };

/** What happened to all Conferencing Nodes, and why. */
export function NodeHistory() {
  const search = useSearch({ from: "/history/nodes" });
  return <Entries key={search.node ?? ""} search={search} />;
}

function Entries({ search }: { search: NodeHistorySearch }) {
  const cursor = useCursor();
  const filter = useMemo(() => historyFilter(search), [search]);
  const variables = useMemo(() => ({ first: 50, after: cursor.after, filter }), [cursor.after, filter]);
  const [{ data, error, fetching }, reload] = useQuery({ query: NodeHistoryQuery, variables, context });
  useRefresh(reload, cursor.page === 0);
  const page = data?.nodeHistory;
  const paging = cursor.with(page?.pageInfo);
  // A search that was cut short before it found anything goes on by itself.
  const goesOn = !fetching && page?.nodes.length === 0 && paging.hasNext;
  const { next } = paging;
  useEffect(() => {
    if (goesOn) next();
  }, [goesOn, page?.pageInfo.endCursor]); // eslint-disable-line react-hooks/exhaustive-deps -- next is another one each time
  return (
    <ListPage
      title="Node history"
      intro="What happened to Conferencing Nodes, and why, newest first."
      rows={goesOn ? undefined : page?.nodes}
      columns={columns}
      rowKey={(e) => e.id}
      isMarked={(e) => e.id === search.entry}
      error={error}
      fetching={fetching}
      onRetry={() => reload({ requestPolicy: "network-only" })}
      filters={<Filters search={search} filtered={filter !== null} onChange={cursor.reset} />}
      actions={
        <>
          <Button variant="secondary" component="a" href={exportAddress("csv", filter)} download="node-history.csv">
            Export CSV
          </Button>{" "}
          <Button variant="secondary" component="a" href={exportAddress("ndjson", filter)} download="node-history.ndjson">
            Export JSON lines
          </Button>
        </>
      }
      empty={
        filter
          ? { title: "Nothing like that has happened", body: "Nothing on record matches all of the filters." }
          : { title: "Nothing has happened yet", body: "Events of Conferencing Nodes appear here as they happen." }
      }
      paging={paging}
    />
  );
}

/** onChange: another question begins with its first page. */
function Filters({ search, filtered, onChange }: { search: NodeHistorySearch; filtered: boolean; onChange: () => void }) {
  const navigate = useNavigate({ from: "/history/nodes" });
  const mayChoose = useMay("config:read");
  const change = useCallback(
    (part: Partial<NodeHistorySearch>) => {
      onChange();
      void navigate({ search: (before) => ({ ...before, entry: undefined, ...part }), replace: true, resetScroll: false });
    },
    [navigate, onChange],
  );
  const onSearch = useCallback((value: string) => change({ search: value || undefined }), [change]);
  const onAttempt = useCallback((value: string) => change({ attempt: value || undefined }), [change]);
  return (
    <>
      <FilterInput label="Search the history" value={search.search ?? ""} onFilter={onSearch} />
      <FilterSelect label="What happened" all="Everything" value={search.kind ?? ""} options={kinds} onFilter={(kind) => change({ kind: kind || undefined })} />
      <FilterSelect label="Trigger" all="Any trigger" value={search.trigger ?? ""} options={triggers} onFilter={(trigger) => change({ trigger: trigger || undefined })} />
      {mayChoose && (
        <>
          <ToolbarItem className="parley-select">
            <ChoiceSelect id="history-location" label="Location" isUnlabelled none="All locations" from={LocationChoices} value={choiceById(search.location)} onChange={(l) => change({ location: l?.id })} />
          </ToolbarItem>
          <ToolbarItem className="parley-select">
            <ChoiceSelect id="history-node" label="Node" isUnlabelled none="All nodes" from={NodeChoices} value={choiceById(search.node)} onChange={(n) => change({ node: n?.id, attempt: undefined })} />
          </ToolbarItem>
        </>
      )}
      {search.node && <FilterInput label="Attempt" value={search.attempt ?? ""} onFilter={onAttempt} />}
      <TimeFilter label="From" value={search.from ?? ""} onFilter={(from) => change({ from: from || undefined })} />
      <TimeFilter label="Until" value={search.until ?? ""} onFilter={(until) => change({ until: until || undefined })} />
      {filtered && (
        <ToolbarItem>
          <Button
            variant="link"
            onClick={() => {
              onChange();
              void navigate({ search: {}, replace: true });
            }}
          >
            Clear all filters
          </Button>
        </ToolbarItem>
      )}
    </>
  );
}
