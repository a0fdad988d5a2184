import { Alert, Label, Title } from "@patternfly/react-core";
import { Table, Tbody, Td, Th, Thead, Tr } from "@patternfly/react-table";
import { Link } from "@tanstack/react-router";
import type { ExplainPlacementQuery as Data, PlacementCandidateFieldsFragment, PlacementVerdict } from "../../gql/graphql";
import { hd, stepWords, verdictColour, verdictWords } from "../../ui/admin/placementWords";
import { formatTime } from "../../ui/admin/time";

/** The decision, and everything that was weighed on the way to it. */
export function Decision({ answer }: { answer: Data["explainPlacement"] }) {
  const costs = `In HD calls: the call takes ${hd(answer.callHd)}, and its conference ${hd(answer.reserveHd)} in advance on every node that it has not touched.`;
  return (
    <>
      <Alert variant={answer.node ? "success" : "danger"} isInline title={answer.message} className="parley-gap-below">
        {costs} {answer.conferenceId ? "A conference of the service is running." : ""} Decided at {formatTime(answer.decidedAt)}.
      </Alert>
      {answer.locations.map((l) => (
        <section key={l.step} className="parley-gap-below">
          <Title headingLevel="h2" size="lg">
            {stepWords[l.step]}: {l.location ? <Link to="/locations/$id" params={{ id: l.location.id }}>{l.location.name}</Link> : "unknown"} <Verdict verdict={l.verdict} />
          </Title>
          <p>{l.message}</p>
          {l.candidates.length > 0 && <Candidates label={`Nodes of ${l.location?.name ?? "an unknown location"}`} list={l.candidates} />}
        </section>
      ))}
      {answer.edges.length > 0 && (
        <section className="parley-gap-below">
          <Title headingLevel="h2" size="lg">
            Facing the caller
          </Title>
          <Candidates label="Proxying nodes" list={answer.edges} />
        </section>
      )}
    </>
  );
}

const Verdict = ({ verdict }: { verdict: PlacementVerdict }) => <Label color={verdictColour(verdict)}>{verdictWords[verdict]}</Label>;

function Candidates({ label, list }: { label: string; list: readonly PlacementCandidateFieldsFragment[] }) {
  return (
    <Table aria-label={label} variant="compact">
      <Thead>
        <Tr>
          <Th>Node</Th>
          <Th>Verdict</Th>
          <Th>Why</Th>
          <Th modifier="nowrap">Free HD calls</Th>
          <Th modifier="nowrap">Needed</Th>
          <Th modifier="nowrap">In the conference</Th>
        </Tr>
      </Thead>
      <Tbody>
        {list.map((c) => (
          <Tr key={c.node.id}>
            <Td dataLabel="Node" modifier="breakWord">
              <Link to="/nodes/$id" params={{ id: c.node.id }}>
                {c.node.name}
              </Link>
            </Td>
            <Td dataLabel="Verdict">
              <Verdict verdict={c.verdict} />
            </Td>
            <Td dataLabel="Why">{c.message}</Td>
            <Td dataLabel="Free HD calls">{hd(c.freeHd)}</Td>
            <Td dataLabel="Needed">{hd(c.neededHd)}</Td>
            <Td dataLabel="In the conference">{c.present ? "yes" : "no"}</Td>
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}
