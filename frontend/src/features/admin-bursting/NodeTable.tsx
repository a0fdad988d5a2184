import { SearchInput, Title, Toolbar, ToolbarContent, ToolbarItem } from "@patternfly/react-core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { FilterSelect } from "../../ui/admin/FilterSelect";
import { type Column, Listing } from "../../ui/admin/ListPage";
import { useMay } from "../../ui/admin/session";
import { formatDuration, formatTime } from "../../ui/admin/time";
import { type Deed, PowerButton, PowerDialog } from "./Power";
import { StateLabel } from "./StateLabel";
import type { BurstNode } from "./stream";
import { usePages } from "./usePages";
import { eventWords, money, narrowed, nodeStates } from "./words";

/** What is told of each; how long it runs is counted up to the time of the status. */
const columnsAt = (asOf: string | null | undefined): Column<BurstNode>[] => [
  {
    label: "Node",
    isLong: true,
    render: (n) => (
      <>
        <Link to="/nodes/$id" params={{ id: n.node.id }}>
          {n.node.name}
        </Link>
        <div className="parley-small parley-muted">{n.location.name}</div>
      </>
    ),
  },
  { label: "State, and why", isLong: true, width: 25, render: (n) => <Why node={n} /> },
  { label: "Machine", isLong: true, render: (n) => <Machine node={n} /> },
  {
    label: "Started",
    render: (n) =>
      n.startedAt ? (
        <>
          {formatTime(n.startedAt)}
          <div className="parley-small parley-muted parley-nowrap">runs {formatDuration(n.startedAt, asOf)}</div>
        </>
      ) : (
        "–"
      ),
  },
  {
    label: "Load",
    render: (n) => (
      <>
        <span className="parley-nowrap">
          {Math.round(n.mediaLoadPercent)} % of {n.maxHd} HD
        </span>
        <div className="parley-small parley-muted">{n.calls === 1 ? "1 call" : `${n.calls} calls`}</div>
      </>
    ),
  },
  { label: "Cost so far", render: (n) => money(n.costSoFar) },
];

/** The burst nodes, what each does, and why. */
export function NodeTable({ nodes, asOf }: { nodes: readonly BurstNode[]; asOf: string | null | undefined }) {
  const [search, setSearch] = useState("");
  const [state, setState] = useState("");
  // The dialog stays while the rows beneath it change.
  const [asked, setAsked] = useState<{ deed: Deed; node: BurstNode["node"] } | null>(null);
  const may = useMay("config:write");
  const rows = narrowed(nodes, search, state);
  const { shown, paging } = usePages(rows);
  const columns = columnsAt(asOf);
  const actions: Column<BurstNode> = { label: "Actions", isActions: true, render: (n) => <PowerButton node={n} onAsk={(deed) => setAsked({ deed, node: n.node })} /> };
  return (
    <section aria-labelledby="burst-nodes" className="burst-section">
      <Title headingLevel="h2" id="burst-nodes" size="lg" className="parley-gap-below">
        Burst nodes
      </Title>
      {nodes.length === 0 ? (
        <p className="parley-intro">
          No node is marked for bursting. <Link to="/bursting/setup">How to set it up</Link>
        </p>
      ) : (
        <>
          <Toolbar className="parley-toolbar">
            <ToolbarContent>
              <ToolbarItem>
                <SearchInput aria-label="Search burst nodes" placeholder="Search burst nodes" value={search} onChange={(_, text) => setSearch(text)} onClear={() => setSearch("")} />
              </ToolbarItem>
              <FilterSelect label="State" value={state} all="All states" options={nodeStates} onFilter={setState} />
            </ToolbarContent>
          </Toolbar>
          {rows.length === 0 ? (
            <p className="parley-intro" role="status">
              No burst node is like that.
            </p>
          ) : (
            <Listing
              title="Burst nodes"
              rows={shown}
              columns={may ? [...columns, actions] : columns}
              rowKey={(n) => n.node.id}
              fetching={false}
              onRetry={() => undefined}
              empty={{ title: "No burst nodes", body: "" }}
              paging={paging}
              totalCount={rows.length}
            />
          )}
        </>
      )}
      {asked && <PowerDialog {...asked} onClose={() => setAsked(null)} />}
    </section>
  );
}

/** What a node does, why, and what happened last, in the history of the node. */
function Why({ node: { node, state, why, lastEvent, failure, earliestStopAt, giveUpAt, holdUntil } }: { node: BurstNode }) {
  const may = useMay("history:read");
  const last = lastEvent && `${eventWords(lastEvent.kind)}, ${formatTime(lastEvent.time)}`;
  return (
    <>
      <StateLabel state={state} />
      <div className="burst-why">{why}</div>
      {failure && state === "FAILED" && <div className="burst-why parley-break">{failure.message}</div>}
      {earliestStopAt && state === "RUNNING" && <Soft>May be stopped from {formatTime(earliestStopAt)}</Soft>}
      {giveUpAt && (state === "REQUESTED" || state === "STARTING") && <Soft>Given up at {formatTime(giveUpAt)}</Soft>}
      {holdUntil && <Soft>Not started by itself until {formatTime(holdUntil)}</Soft>}
      {lastEvent && (
        <div className="parley-small">
          {may ? (
            <Link to="/history/nodes" search={{ node: node.id, entry: lastEvent.id }} aria-label={`${last}: history of ${node.name}`} title={lastEvent.reason}>
              {last}
            </Link>
          ) : (
            last
          )}
        </div>
      )}
    </>
  );
}

function Soft({ children }: { children: React.ReactNode }) {
  return <div className="parley-small parley-muted">{children}</div>;
}

function Machine({ node: { instance, account } }: { node: BurstNode }) {
  if (!instance) return "None";
  const { id, name, type, address, publicAddress, state } = instance;
  return (
    <>
      {name && <div>{name}</div>}
      <div className="parley-mono parley-small burst-id">{id}</div>
      <Soft>{[type, account?.name, state].filter(Boolean).join(", ")}</Soft>
      <Soft>{[address, publicAddress].filter(Boolean).join(", ")}</Soft>
    </>
  );
}
