import { Breadcrumb, BreadcrumbItem, Label, PageSection, Title } from "@patternfly/react-core";
import { LockIcon } from "@patternfly/react-icons";
import { Table, Tbody, Td, Th, Thead, Tr } from "@patternfly/react-table";
import { Link, useParams } from "@tanstack/react-router";
import { useMemo } from "react";
import { useQuery } from "urql";
import type { AuditEntryQuery as Data } from "../../gql/graphql";
import { ErrorState } from "../../ui/admin/ErrorState";
import { Facts } from "../../ui/admin/Facts";
import { Loading } from "../../ui/admin/Loading";
import { useMay } from "../../ui/admin/session";
import { formatTime } from "../../ui/admin/time";
import { useTitle } from "../../ui/admin/useTitle";
import { ActionLabel } from "./ActionLabel";
import { comparison } from "./changes";
import { AuditEntryQuery } from "./documents";
import { ObjectLink } from "./ObjectLink";
import { actorWords, kinds } from "./search";
import { hasState, StateAt } from "./StateAt";

type Entry = Extract<NonNullable<Data["node"]>, { __typename: "AuditEntry" }>;

/** One change, with every value before and after. */
export function AuditEntryPage() {
  const { id } = useParams({ from: "/audit/$id" });
  const variables = useMemo(() => ({ id }), [id]);
  const [{ data, error }, reload] = useQuery({ query: AuditEntryQuery, variables });
  if (error && !data?.node) return <ErrorState title="The change could not be loaded" error={error} onRetry={() => reload({ requestPolicy: "network-only" })} />;
  if (!data) return <Loading />;
  if (data.node?.__typename !== "AuditEntry") return <ErrorState title="There is no such change" error={new Error("The audit does not know it.")} />;
  return <Details entry={data.node} />;
}

function Details({ entry }: { entry: Entry }) {
  useTitle("A change");
  const seesLog = useMay("events:read");
  const { entity } = entry;
  return (
    <>
      <PageSection>
        <Breadcrumb className="parley-breadcrumb">
          <BreadcrumbItem>
            <Link to="/audit">Audit</Link>
          </BreadcrumbItem>
          <BreadcrumbItem isActive>A change</BreadcrumbItem>
        </Breadcrumb>
        <Title headingLevel="h1" className="parley-break">
          {entry.summary}
        </Title>
        <div className="parley-header">
          <Facts
            label="The change"
            facts={[
              ["Who", actorWords(entry.actor)],
              ["From", entry.source && <span key="source" className="parley-mono">{entry.source}</span>],
              ["When", formatTime(entry.occurredAt)],
              ["Done", <ActionLabel key="action" action={entry.action} />],
              ["Object", <span key="object">{kinds[entity.kind] ?? entity.kind} <ObjectLink entity={entity} /></span>],
              ["More", entity.id && <Link key="more" to="/audit" search={{ entity: entity.id }}>All changes of this object</Link>],
              ["Event", <EventLink key="event" entry={entry} linked={seesLog} />],
              ["Request", entry.correlation && <span key="request" className="parley-mono">{entry.correlation}</span>],
            ]}
          />
        </div>
      </PageSection>
      <PageSection isFilled>
        <Title headingLevel="h2" size="lg" className="parley-gap-below">
          What differs
        </Title>
        <Differences entry={entry} />
        {entity.id && hasState(entity.kind) && (
          <div className="parley-footer">
            <StateAt id={entity.id} initial={entry.occurredAt} />
          </div>
        )}
      </PageSection>
    </>
  );
}

function EventLink({ entry, linked }: { entry: Entry; linked: boolean }) {
  const words = `${entry.eventType} at position ${entry.position}`;
  return linked ? <Link to="/log" search={{ event: entry.position }}>{words}</Link> : <>{words}</>;
}

function Differences({ entry }: { entry: Entry }) {
  const lines = comparison(entry.changes);
  if (lines.length === 0) return <p>No value of the object differs; the sentence above says what was done.</p>;
  return (
    <Table aria-label="What differs" variant="compact" gridBreakPoint="grid-md" className="parley-changes">
      <Thead>
        <Tr>
          <Th width={20}>Value</Th>
          <Th width={40}>Before</Th>
          <Th width={40}>After</Th>
        </Tr>
      </Thead>
      <Tbody>
        {lines.map((line) => (
          <Tr key={line.key}>
            <Th scope="row" dataLabel="Value">
              {line.label}
            </Th>
            {line.secret ? (
              <Td dataLabel="Before and after" colSpan={2}>
                <Label isCompact icon={<LockIcon />}>
                  Changed, not shown
                </Label>
              </Td>
            ) : (
              <>
                <Td dataLabel="Before" modifier="breakWord" className="parley-before">
                  {line.before}
                </Td>
                <Td dataLabel="After" modifier="breakWord" className="parley-after">
                  {line.after}
                </Td>
              </>
            )}
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}
