import { FormSelect, FormSelectOption, Label, ToolbarItem } from "@patternfly/react-core";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useMemo } from "react";
import { useQuery } from "urql";
import type { NodeHistoryQuery as Data } from "../../gql/graphql";
import { type Column, ListPage } from "../../ui/admin/ListPage";
import { useCursor } from "../../ui/admin/paging";
import { useRefresh } from "../../ui/admin/useRefresh";
import { formatTime } from "../../ui/admin/time";
import { NodeHistoryQuery } from "./documents";
import { historyFilter, kinds, type NodeHistorySearch } from "./search";

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
  { label: "What happened", render: (e) => kinds[e.kind] },
  { label: "Reason", isLong: true, render: (e) => e.reason },
  { label: "By", render: (e) => e.actor.name || e.actor.kind },
];

const context = { requestPolicy: "network-only" as const };

export function NodeHistory() {
  const search = useSearch({ from: "/history/nodes" });
  return <Narrowed key={search.node ?? ""} {...search} />;
}

function Narrowed({ kind, node, entry }: NodeHistorySearch) {
  const navigate = useNavigate({ from: "/history/nodes" });
  const cursor = useCursor();
  const variables = useMemo(() => ({ first: 50, after: cursor.after, filter: historyFilter({ kind, node }) }), [cursor.after, kind, node]);
  const [{ data, error, fetching }, reload] = useQuery({ query: NodeHistoryQuery, variables, context });
  useRefresh(reload);
  return (
    <ListPage
      title="Node history"
      intro="What happened to Conferencing Nodes, and why, newest first."
      rows={data?.nodeHistory.nodes}
      columns={columns}
      rowKey={(e) => e.id}
      isMarked={(e) => e.id === entry}
      error={error}
      fetching={fetching}
      onRetry={() => reload({ requestPolicy: "network-only" })}
      filters={
        <>
          <ToolbarItem>
            <FormSelect
              aria-label="Show"
              value={kind ?? ""}
              onChange={(_, value) => {
                cursor.reset();
                  void navigate({ search: { node, kind: value || undefined }, replace: true });
                }}
            >
              <FormSelectOption value="" label="Everything" />
              {Object.entries(kinds).map(([value, label]) => (
                <FormSelectOption key={value} value={value} label={label} />
              ))}
            </FormSelect>
          </ToolbarItem>
          {node && (
            <ToolbarItem alignSelf="center">
              <Label onClose={() => void navigate({ search: { kind }, replace: true })} closeBtnAriaLabel="Show all nodes">
                Only {data?.nodeHistory.nodes[0]?.nodeName ?? "one node"}
              </Label>
            </ToolbarItem>
          )}
        </>
      }
      empty={{ title: "Nothing of that kind has happened", body: "Events of Conferencing Nodes appear here as they happen." }}
      paging={cursor.with(data?.nodeHistory.pageInfo)}
    />
  );
}
