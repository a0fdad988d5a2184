import { Alert, Button, Label, Title } from "@patternfly/react-core";
import { Table, Tbody, Td, Th, Thead, Tr } from "@patternfly/react-table";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { BurstingSimulateInput } from "../../gql/graphql";
import { download } from "../../ui/admin/download";
import { FilterSelect } from "../../ui/admin/FilterSelect";
import { useMay } from "../../ui/admin/session";
import { formatTime } from "../../ui/admin/time";
import { type Compared, compared, courseCsv, fileName, mostNodes, type Order, ordered, orders, outcomeCsv } from "./compared";
import { difference, type Outcome, type Present, type Simulation, scaleOf } from "./simulation";
import { TimelinePlot } from "./TimelinePlot";
import { money } from "./words";

interface Measure {
  label: string;
  of: (o: Outcome) => number | null;
  words: (o: Outcome) => string;
  digits: number;
}

const cost = (o: Outcome) => (o.cost ? Number(o.cost.amount) : null);

const measures: readonly Measure[] = [
  { label: "Rejected calls", of: (o) => o.rejectedCalls, words: (o) => String(o.rejectedCalls), digits: 0 },
  { label: "Starts of nodes", of: (o) => o.starts, words: (o) => String(o.starts), digits: 0 },
  { label: "Node hours", of: (o) => o.nodeHours, words: (o) => o.nodeHours.toFixed(1), digits: 1 },
  { label: "Cost", of: cost, words: (o) => money(o.cost), digits: 2 },
  { label: "At the threshold", of: (o) => o.minutesAboveThreshold, words: (o) => `${o.minutesAboveThreshold.toFixed(0)} min`, digits: 0 },
  { label: "Most nodes at once", of: mostNodes, words: (o) => String(mostNodes(o)), digits: 0 },
];

interface Props {
  simulation: Simulation;
  /** What was asked for. */
  input: BurstingSimulateInput;
  present: Present;
}

/** What came of the variants, side by side. */
export function Outcomes({ simulation, input, present }: Props) {
  const [order, setOrder] = useState("");
  const { calls, from, to } = simulation;
  const all = compared(simulation, input.variants, present);
  const first = all[0];
  if (!first) return null;
  const shown = ordered(all, order as Order | "");
  const scale = scaleOf(simulation);
  return (
    <>
      <Title headingLevel="h2" size="lg" className="parley-gap-below">
        Outcome
      </Title>
      <p role="status" className="parley-gap-below">
        {calls === 1 ? "1 call" : `${calls} calls`} from {formatTime(from)} until {formatTime(to)} were replayed.
        {all.length > 1 && ` What is in brackets is the difference from “${first.outcome.name}”.`}
      </p>
      {calls === 0 && <Alert variant="info" isInline className="parley-gap-below" title="No call was made in that time: there is nothing to learn from it." />}
      <div className="parley-row-actions burst-tools">
        {all.length > 1 && <FilterSelect label="Sort by" value={order} all="In the order of the settings" options={orders} onFilter={setOrder} />}
        <Button variant="secondary" onClick={() => download(fileName("outcome", simulation), outcomeCsv(calls, all), "text/csv")}>
          Outcome as CSV
        </Button>
        <Button variant="secondary" onClick={() => download(fileName("course", simulation), courseCsv(all), "text/csv")}>
          Course as CSV
        </Button>
      </div>
      <Table aria-label="Outcome, side by side" variant="compact" gridBreakPoint="grid-lg">
        <Thead>
          <Tr>
            <Th>Settings</Th>
            {measures.map((m) => (
              <Th key={m.label} modifier="wrap">{m.label}</Th>
            ))}
          </Tr>
        </Thead>
        <Tbody>
          {shown.map((c) => (
            <Row key={c.place} compared={c} first={c === first ? null : first.outcome} />
          ))}
        </Tbody>
      </Table>
      <Change />
      <div className="burst-plots">
        {shown.map(({ outcome, place }) => (
          <TimelinePlot key={place} outcome={outcome} scale={scale} />
        ))}
      </div>
      <Legend />
    </>
  );
}

function Row({ compared: { outcome: o, enabled, isPresent }, first }: { compared: Compared; first: Outcome | null }) {
  return (
    <Tr>
      <Th scope="row" dataLabel="Settings" modifier="breakWord">
        <div>
          {o.name} {isPresent && <Label isCompact color="blue">Present settings</Label>}
        </div>
        <div className="parley-small parley-muted burst-settings">{enabled ? `threshold ${o.thresholdHd} HD calls, at least ${o.minLifetimeMinutes} min` : "bursting off"}</div>
      </Th>
      {measures.map((m) => (
        <Td key={m.label} dataLabel={m.label}>
          <span>
            {m.words(o)} <Difference of={m} outcome={o} first={first} />
          </span>
        </Td>
      ))}
    </Tr>
  );
}

/** How much more or less than with the first settings. */
function Difference({ of: { of, digits }, outcome, first }: { of: Measure; outcome: Outcome; first: Outcome | null }) {
  const [value, base] = [of(outcome), first && of(first)];
  if (value === null || base === null) return null;
  if (of === cost && outcome.cost?.currency !== first?.cost?.currency) return null;
  const words = difference(value, base, digits);
  return words === "" ? null : <span className="parley-small parley-muted parley-nowrap">({words})</span>;
}

function Change() {
  const may = useMay("config:write");
  return (
    <p className="parley-gap-above">
      Nothing was changed.{" "}
      {may && (
        <>
          Threshold, minimum lifetime and whether bursting is on are changed in the <Link to="/settings">global settings</Link>; a location may have a threshold of its own.
        </>
      )}
    </p>
  );
}

function Legend() {
  return (
    <ul className="burst-legend" aria-label="What the plots show">
      <li>
        <svg viewBox="0 0 28 12" aria-hidden="true"><rect className="burst-used" x="1" y="2" width="26" height="8" /></svg>
        HD calls in use
      </li>
      <li>
        <svg viewBox="0 0 28 12" aria-hidden="true"><line className="burst-max" x1="0" x2="28" y1="6" y2="6" /></svg>
        HD calls that could be carried
      </li>
      <li>
        <svg viewBox="0 0 28 12" aria-hidden="true"><rect className="burst-rejected" x="12" y="0" width="4" height="12" /></svg>
        Calls were rejected
      </li>
      <li>
        <svg viewBox="0 0 28 12" aria-hidden="true"><line className="burst-nodes" x1="0" x2="28" y1="6" y2="6" /></svg>
        Burst nodes that ran
      </li>
    </ul>
  );
}
