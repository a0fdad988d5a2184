import { Label, Title } from "@patternfly/react-core";
import { Table, Tbody, Td, Th, Thead, Tr } from "@patternfly/react-table";
import type { ConferenceNodeChangeKind, ConferenceRecordQuery as Data, MediaQuality } from "../../gql/graphql";
import { bytes, kindWords, percent, qualityWords } from "../../ui/admin/quality";
import { formatDuration, formatTime } from "../../ui/admin/time";

type Conference = NonNullable<Data["conferenceRecord"]>;
type Change = Conference["nodeChanges"][number];

/** What the nodes of a conference did: nothing to show when there was one. */
export function NodesOf({ conference }: { conference: Conference }) {
  return (
    <>
      {conference.backplanes.length > 0 && <Backplanes list={conference.backplanes} />}
      {conference.nodeChanges.length > 0 && <Changes list={conference.nodeChanges} />}
    </>
  );
}

const colours: Record<MediaQuality, "green" | "blue" | "orange" | "red" | "grey"> = { GOOD: "green", OK: "blue", BAD: "orange", TERRIBLE: "red", UNKNOWN: "grey" };

function Backplanes({ list }: { list: Conference["backplanes"] }) {
  return (
    <section className="parley-gap-above" data-testid="backplanes">
      <Title headingLevel="h2" size="lg">
        Backplanes
      </Title>
      <Table aria-label="Backplanes" variant="compact" gridBreakPoint="grid-lg">
        <Thead>
          <Tr>
            <Th modifier="nowrap">Between</Th>
            <Th modifier="nowrap">Kind</Th>
            <Th modifier="nowrap">Opened</Th>
            <Th modifier="nowrap">Lasted</Th>
            <Th modifier="nowrap">Quality</Th>
            <Th modifier="nowrap">Lost</Th>
            <Th modifier="nowrap">Carried</Th>
          </Tr>
        </Thead>
        <Tbody>
          {list.map((b) => (
            <Tr key={b.id}>
              <Td dataLabel="Between" modifier="breakWord">
                {b.nodeName || "a removed node"} – {b.peerName || "a removed node"}
              </Td>
              <Td dataLabel="Kind">{kindWords[b.kind]}</Td>
              <Td dataLabel="Opened">{formatTime(b.openedAt)}</Td>
              <Td dataLabel="Lasted">{formatDuration(b.openedAt, b.closedAt)}</Td>
              <Td dataLabel="Quality">{b.closedAt ? <Label color={colours[b.quality]}>{qualityWords[b.quality]}</Label> : "still open"}</Td>
              <Td dataLabel="Lost">{b.lossPercent == null ? "–" : `${percent(b.lossPercent)}: ${b.lost} packets, ${b.repaired} of them repaired`}</Td>
              <Td dataLabel="Carried">{b.closedAt ? bytes(Number(b.octets)) : "–"}</Td>
            </Tr>
          ))}
        </Tbody>
      </Table>
    </section>
  );
}

function Changes({ list }: { list: readonly Change[] }) {
  return (
    <section className="parley-gap-above" data-testid="node-changes">
      <Title headingLevel="h2" size="lg">
        Nodes
      </Title>
      <Table aria-label="Nodes" variant="compact">
        <Thead>
          <Tr>
            <Th>When</Th>
            <Th>What</Th>
            <Th>Why</Th>
          </Tr>
        </Thead>
        <Tbody>
          {list.map((c, i) => (
            <Tr key={i}>
              <Td dataLabel="When">{formatTime(c.at)}</Td>
              <Td dataLabel="What" modifier="breakWord">
                {words[c.kind](c.nodeName || "A removed node", c.previousNodeName)}
              </Td>
              <Td dataLabel="Why">{reasons[c.reason] ?? (c.reason || "–")}</Td>
            </Tr>
          ))}
        </Tbody>
      </Table>
    </section>
  );
}

const words: Record<ConferenceNodeChangeKind, (node: string, before: string) => string> = {
  ENTERED: (node) => `${node} joined the conference`,
  LEFT: (node) => `${node} was done with the conference`,
  HOME_CHANGED: (node, before) => (before && before !== node ? `${node} runs the conference in place of ${before}` : `${node} runs the conference`),
};

const reasons: Record<string, string> = {
  "home-lost": "the one before could not be reached",
  merged: "two sides that were cut off from each other became one",
  "node-removed": "its record was removed",
  "node-restarted": "it was started anew",
  "last-left": "its last participant left",
};
