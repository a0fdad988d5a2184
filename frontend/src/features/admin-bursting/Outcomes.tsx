import { Alert, Title } from "@patternfly/react-core";
import { Table, Tbody, Td, Th, Thead, Tr } from "@patternfly/react-table";
import { formatTime } from "../../ui/admin/time";
import { difference, type Outcome, type Simulation, scaleOf } from "./simulation";
import { TimelinePlot } from "./TimelinePlot";
import { money } from "./words";

interface Measure {
  label: string;
  of: (o: Outcome) => number | null;
  words: (o: Outcome) => string;
  digits: number;
}

const measures: readonly Measure[] = [
  { label: "Rejected calls", of: (o) => o.rejectedCalls, words: (o) => String(o.rejectedCalls), digits: 0 },
  { label: "Starts of nodes", of: (o) => o.starts, words: (o) => String(o.starts), digits: 0 },
  { label: "Node hours", of: (o) => o.nodeHours, words: (o) => o.nodeHours.toFixed(1), digits: 1 },
  { label: "Cost", of: (o) => (o.cost ? Number(o.cost.amount) : null), words: (o) => money(o.cost), digits: 2 },
  { label: "Minutes above the threshold", of: (o) => o.minutesAboveThreshold, words: (o) => o.minutesAboveThreshold.toFixed(0), digits: 0 },
  { label: "Threshold, HD calls", of: () => null, words: (o) => String(o.thresholdHd), digits: 0 },
  { label: "Runs at least, minutes", of: () => null, words: (o) => String(o.minLifetimeMinutes), digits: 0 },
];

/** What came of the variants, side by side. */
export function Outcomes({ simulation }: { simulation: Simulation }) {
  const { calls, from, to, outcomes } = simulation;
  const first = outcomes[0];
  if (!first) return null;
  const scale = scaleOf(simulation);
  return (
    <>
      <Title headingLevel="h2" size="lg" className="parley-gap-below">
        Outcome
      </Title>
      <p role="status" className="parley-gap-below">
        {calls === 1 ? "1 call" : `${calls} calls`} from {formatTime(from)} until {formatTime(to)} were replayed.
      </p>
      {calls === 0 && <Alert variant="info" isInline className="parley-gap-below" title="No call was made in that time: there is nothing to learn from it." />}
      <Table aria-label="Outcome, side by side" variant="compact" gridBreakPoint="grid-md">
        <Thead>
          <Tr>
            <Th>Measure</Th>
            {outcomes.map((o, i) => (
              <Th key={i} modifier="breakWord">{o.name}</Th>
            ))}
          </Tr>
        </Thead>
        <Tbody>
          {measures.map((m) => (
            <Tr key={m.label}>
              <Th scope="row" dataLabel="Measure">{m.label}</Th>
              {outcomes.map((o, i) => (
                <Td key={i} dataLabel={o.name}>
                  <span>
                    {m.words(o)} <Difference of={m} outcome={o} first={i === 0 ? null : first} />
                  </span>
                </Td>
              ))}
            </Tr>
          ))}
        </Tbody>
      </Table>
      <div className="burst-plots">
        {outcomes.map((o, i) => (
          <TimelinePlot key={i} outcome={o} scale={scale} />
        ))}
      </div>
      <Legend />
    </>
  );
}

/** How much more or less than with the first settings. */
function Difference({ of: { of, digits }, outcome, first }: { of: Measure; outcome: Outcome; first: Outcome | null }) {
  const [value, base] = [of(outcome), first && of(first)];
  if (value === null || base === null) return null;
  if (outcome.cost && first?.cost && digits === 2 && outcome.cost.currency !== first.cost.currency) return null;
  const words = difference(value, base, digits);
  return words === "" ? null : <span className="parley-small parley-muted parley-nowrap">({words})</span>;
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
        <svg viewBox="0 0 28 12" aria-hidden="true"><line className="burst-nodes" x1="0" x2="28" y1="6" y2="6" /></svg>
        Burst nodes that ran
      </li>
    </ul>
  );
}
