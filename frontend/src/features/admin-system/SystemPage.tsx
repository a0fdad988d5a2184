import { Alert, Label, Progress, ToggleGroup, ToggleGroupItem, ToolbarItem } from "@patternfly/react-core";
import { CheckCircleIcon, ExclamationCircleIcon, RedoIcon, SyncAltIcon } from "@patternfly/react-icons";
import { useEffect, useState } from "react";
import { useQuery } from "urql";
import type { ProjectionFieldsFragment as Row } from "../../gql/graphql";
import { lagWords, rateWords } from "../../ui/admin/lag";
import { type Column, ListPage } from "../../ui/admin/ListPage";
import { useRefresh } from "../../ui/admin/useRefresh";
import { ModelActions } from "./ModelActions";
import { modelName, models } from "./models";
import { ProjectionsQuery } from "./documents";
import { Plot } from "./Plot";
import { type Measure, percent, remember, type Sample } from "./series";

const columns: Column<Row>[] = [
  {
    label: "Read model",
    isLong: true,
    width: 30,
    render: (p) => (
      <>
        <strong>{modelName(p.name)}</strong> <span className="parley-mono parley-small parley-muted">{p.name}</span>
        {models[p.name] && <div className="parley-small parley-muted">{models[p.name]?.what}</div>}
        {!p.leader && <div className="parley-small">Kept by another Management Node</div>}
        {p.error && p.state !== "PARKED" && <Alert variant="warning" isInline isPlain title={p.error} className="parley-break" />}
      </>
    ),
  },
  { label: "State", width: 20, render: (p) => <State model={p} /> },
  { label: "Behind", render: (p) => <span className={Number(p.lag ?? 0) > 0 ? "" : "parley-nowrap"}>{lagWords(p.lag, p.lagSeconds)}</span> },
  { label: "Position", render: (p) => <span className="parley-mono">{p.position}</span> },
  { label: "Events a second", render: (p) => rateWords(p.eventsPerSecond) },
];

const context = { requestPolicy: "network-only" as const };
const onePage = { page: 0, hasNext: false, next: () => undefined, back: () => undefined };

/** How the read models fare that every page is answered from. */
export function SystemPage() {
  const [measure, setMeasure] = useState<Measure>("rate");
  const [{ data, error, fetching }, reload] = useQuery({ query: ProjectionsQuery, context });
  useRefresh(reload, true, 2000);
  const series = useSeries(data?.projections);
  const plot: Column<Row> = { label: "Last 5 minutes", render: (p) => <Plot samples={series[p.name] ?? []} measure={measure} /> };
  const actions: Column<Row> = { label: "Actions", isActions: true, render: (p) => <ModelActions model={p} onActed={() => reload({ requestPolicy: "network-only" })} /> };
  return (
    <ListPage
      title="System"
      intro="Read models: what pages and queries are answered from, folded from the event log."
      header={<Verdict rows={data?.projections} />}
      rows={data?.projections}
      columns={[...columns, plot, actions]}
      rowKey={(p) => p.name}
      error={error}
      fetching={fetching}
      onRetry={() => reload({ requestPolicy: "network-only" })}
      filters={
        <ToolbarItem>
          <ToggleGroup aria-label="What is plotted" isCompact>
            <ToggleGroupItem text="Events a second" isSelected={measure === "rate"} onChange={() => setMeasure("rate")} />
            <ToggleGroupItem text="Events behind" isSelected={measure === "lag"} onChange={() => setMeasure("lag")} />
          </ToggleGroup>
        </ToolbarItem>
      }
      empty={{ title: "No read models", body: "This Management Node keeps none." }}
      paging={onePage}
    />
  );
}

/** The looks at each read model since the page was opened. */
function useSeries(rows: readonly Row[] | undefined): Record<string, readonly Sample[]> {
  const [series, setSeries] = useState<Record<string, readonly Sample[]>>({});
  useEffect(() => {
    if (!rows) return;
    const at = Date.now();
    setSeries((before) => Object.fromEntries(rows.map((p) => [p.name, remember(before[p.name] ?? [], { at, lag: Number(p.lag ?? 0), rate: p.eventsPerSecond })])));
  }, [rows]);
  return series;
}

function Verdict({ rows }: { rows: readonly Row[] | undefined }) {
  if (!rows) return null;
  const parked = rows.filter((p) => p.state === "PARKED");
  const behind = rows.filter((p) => p.state === "CATCHING_UP" || p.rebuilding);
  return (
    <div role="status">
      {parked.length > 0 && (
        <Alert variant="danger" isInline title={parked.length === 1 ? `${modelName(parked[0]?.name ?? "")} has stopped` : `${parked.length} read models have stopped`}>
          {parked.map((p) => (
            <p key={p.name} className="parley-break">
              {parked.length > 1 && <strong>{modelName(p.name)}: </strong>}
              {p.error}
            </p>
          ))}
          <p className="parley-gap-above">What it shows is old. Once the cause is mended, let it try again.</p>
        </Alert>
      )}
      {parked.length === 0 && behind.length > 0 && <Alert variant="info" isInline title="Old events are being read" />}
      {parked.length === 0 && behind.length === 0 && <Alert variant="success" isInline title="All read models follow the log" />}
    </div>
  );
}

function State({ model: { name, state, rebuilding } }: { model: Row }) {
  if (rebuilding) {
    const done = percent(rebuilding.position, rebuilding.target);
    return <Progress value={done} title="Rebuilding" size="sm" aria-label={`Rebuild of ${modelName(name)}`} helperText={`position ${rebuilding.position} of ${rebuilding.target}`} />;
  }
  if (state === "PARKED") return <Label isCompact status="danger" icon={<ExclamationCircleIcon />}>Stopped</Label>;
  if (state === "CATCHING_UP") return <Label isCompact status="info" icon={<RedoIcon />}>Catching up</Label>;
  return <Label isCompact status="success" icon={state === "LIVE" ? <CheckCircleIcon /> : <SyncAltIcon />}>Live</Label>;
}
