import { Alert, Checkbox, Label, ToolbarItem } from "@patternfly/react-core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useQuery } from "urql";
import type { GatewayRulesQuery as Data } from "../../gql/graphql";
import { AddLink } from "../../ui/admin/AddLink";
import { protocolName } from "../../ui/admin/calls";
import { FilterSelect } from "../../ui/admin/FilterSelect";
import { type Column, ListPage } from "../../ui/admin/ListPage";
import { useMay } from "../../ui/admin/session";
import { useListFilters } from "../../ui/admin/useListFilters";
import { BulkActions } from "./BulkActions";
import { GatewayRulesQuery } from "./documents";
import { MoveButtons } from "./MoveButtons";
import { NotYet } from "./NotYet";
import { useMove } from "./useMove";

export type Row = Data["gatewayRules"]["nodes"][number];

const direction = (r: Row) => (r.incoming && r.outgoing ? "In and out" : r.incoming ? "In" : r.outgoing ? "Out" : "None");

const columns: Column<Row>[] = [
  { label: "Priority", render: (r) => r.priority },
  {
    label: "Name",
    isLong: true,
    render: (r) => (
      <Link to="/rules/$id" params={{ id: r.id }}>
        {r.name}
      </Link>
    ),
  },
  { label: "State", render: (r) => <Label isCompact color={r.enabled ? "green" : "grey"}>{r.enabled ? "Enabled" : "Disabled"}</Label> },
  { label: "Calls", render: (r) => (r.sourceLocation ? `${direction(r)}, ${r.sourceLocation.name}` : direction(r)) },
  { label: "Pattern", isLong: true, render: (r) => <span className="parley-mono">{r.matchString}</span> },
  { label: "Becomes", isLong: true, render: (r) => (r.replaceString ? <span className="parley-mono">{r.replaceString}</span> : "–") },
  { label: "Outside by", render: (r) => protocolName(r.outgoingProtocol) },
];

const context = { additionalTypenames: ["GatewayRule"] };
const states = { on: "Enabled", off: "Disabled" };

const toFilter = ({ search, state }: { search: string; state: string }) => ({ ...(search && { search }), ...(state && { enabled: state === "on" }) });

export function RuleList() {
  const { values, set, isNarrowed, cursor, variables } = useListFilters({ search: "", state: "" }, toFilter, 100);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const may = useMay("config:write");
  const [{ data, error, fetching }, reload] = useQuery({ query: GatewayRulesQuery, variables, context });
  const refresh = () => reload({ requestPolicy: "network-only" });
  const rows = data?.gatewayRules.nodes;
  const paging = cursor.with(data?.gatewayRules.pageInfo);
  const { move, moving, refusal } = useMove(rows ?? [], refresh);
  const choose = (id: string, on: boolean) => setChosen((ids) => new Set(on ? [...ids, id] : [...ids].filter((x) => x !== id)));
  const picked = (rows ?? []).filter((r) => chosen.has(r.id));
  const shown: Column<Row>[] = !may
    ? columns
    : [
        { label: "Choose", isActions: true, render: (r) => <Checkbox id={`choose-${r.id}`} aria-label={`Choose ${r.name}`} isChecked={chosen.has(r.id)} onChange={(_, on) => choose(r.id, on)} /> },
        ...columns,
        // Among a part of the rules nobody sees what a move would pass.
        ...(!isNarrowed ? [{ label: "Order", isActions: true, render: (r: Row) => <MoveButtons rule={r} rows={rows ?? []} moving={moving} onMove={move} /> }] : []),
      ];
  const create = (
    <AddLink to="/rules/$id" params={{ id: "new" }}>
      Add gateway rule
    </AddLink>
  );
  return (
    <ListPage
      title="Gateway rules"
      intro="Which calls are passed on to whom. Rules are asked from the top; the first that fits ends the search. An alias of a service beats them all."
      header={
        <>
          <NotYet />
          <div aria-live="assertive">{refusal && <Alert variant="danger" isInline title={refusal} />}</div>
        </>
      }
      rows={rows}
      columns={shown}
      rowKey={(r) => r.id}
      error={error}
      fetching={fetching}
      onRetry={refresh}
      search={{ value: values.search, label: "Search gateway rules", onSearch: set("search") }}
      filters={
        <>
          <FilterSelect label="State" value={values.state} all="All states" options={states} onFilter={set("state")} />
          {may && rows && rows.length > 0 && (
            <ToolbarItem alignSelf="center">
              <Checkbox
                id="choose-all"
                label="Choose all"
                isChecked={picked.length === rows.length ? true : picked.length === 0 ? false : null}
                onChange={(_, on) => setChosen(new Set(on ? rows.map((r) => r.id) : []))}
              />
            </ToolbarItem>
          )}
          {picked.length > 0 && (
            <BulkActions
              picked={picked}
              onDone={(left) => {
                setChosen(new Set(left));
                refresh();
              }}
            />
          )}
        </>
      }
      actions={create}
      empty={
        values.state
          ? { title: `No rule is ${values.state === "on" ? "enabled" : "disabled"}`, body: "Choose another state." }
          : { title: "No gateway rules yet", body: "A rule passes calls to an alias that no service has on to somebody else.", action: create }
      }
      paging={paging}
      totalCount={data?.gatewayRules.totalCount}
    />
  );
}
