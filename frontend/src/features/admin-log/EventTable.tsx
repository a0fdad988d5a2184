import { Button, EmptyState, EmptyStateBody, Skeleton } from "@patternfly/react-core";
import { SearchIcon } from "@patternfly/react-icons";
import { Table, Tbody, Td, Th, Thead, Tr } from "@patternfly/react-table";
import { memo } from "react";
import { ErrorState } from "../../ui/admin/ErrorState";
import { formatTime } from "../../ui/admin/time";
import { limit, type Row } from "./rows";
import type { Tail } from "./tail";
import { actorName } from "./words";

interface Props {
  view: Tail;
  /** The bookmark that the list begins after. */
  after: string | undefined;
  filtered: boolean;
  onOpen: (position: string) => void;
  onRetry: () => void;
  onOlder: () => void;
}

/** The events, newest first; those that came last stand out. */
export function EventTable({ view, after, filtered, onOpen, onRetry, onOlder }: Props) {
  const { rows, page } = view;
  const { list } = rows;
  if (typeof page === "object" && list.length === 0) return <ErrorState title="The events could not be loaded" error={page.error} onRetry={onRetry} />;
  const loading = page === "loading" && list.length === 0;
  if (!loading && list.length === 0 && view.older === null) return <Nothing filtered={filtered} />;
  return (
    <>
      <Table aria-label="Events" variant="compact" gridBreakPoint="grid-lg">
        <Thead>
          <Tr>
            <Th modifier="nowrap">Position</Th>
            <Th modifier="nowrap">Recorded</Th>
            <Th modifier="nowrap">Type</Th>
            <Th modifier="nowrap">Stream</Th>
            <Th modifier="nowrap">By</Th>
          </Tr>
        </Thead>
        <Tbody>
          {loading && [0, 1, 2].map((n) => <Tr key={n}>{[0, 1, 2, 3, 4].map((m) => <Td key={m}><Skeleton screenreaderText={n + m === 0 ? "Loading" : ""} /></Td>)}</Tr>)}
          {list.map((row) => (
            <EventLine key={row.position} row={row} onOpen={onOpen} />
          ))}
        </Tbody>
      </Table>
      <Older view={view} after={after} onOlder={onOlder} onRetry={onRetry} />
    </>
  );
}

const EventLine = memo(function EventLine({ row, onOpen }: { row: Row; onOpen: (position: string) => void }) {
  return (
    <Tr data-testid="log-event" className={row.isNew ? "parley-arrived" : ""}>
      <Td dataLabel="Position">
        <span className="parley-mono">{row.position}</span>
      </Td>
      <Td dataLabel="Recorded">
        <span className="parley-nowrap">{formatTime(row.createdAt)}</span>
      </Td>
      <Td dataLabel="Type" modifier="breakWord">
        <Button variant="link" isInline aria-label={`${row.type} at position ${row.position}`} onClick={() => onOpen(row.position)}>
          {row.type}
        </Button>
      </Td>
      <Td dataLabel="Stream" modifier="breakWord">
        <span className="parley-mono parley-small">{row.stream}</span>
      </Td>
      <Td dataLabel="By" modifier="breakWord">
        {actorName(row.actor)}
      </Td>
    </Tr>
  );
});

function Older({ view, after, onOlder, onRetry }: { view: Tail; after: string | undefined; onOlder: () => void; onRetry: () => void }) {
  if (view.rows.trimmed) return <p className="parley-count">The newest {limit} events are shown. To look further back, give a filter or a position to begin after.</p>;
  if (typeof view.page === "object") return <ErrorState title="Older events could not be loaded" error={view.page.error} onRetry={onRetry} />;
  if (view.older === null) return <p className="parley-count">{view.page === "loading" ? "" : after ? `What followed position ${after}.` : "These are all."}</p>;
  return (
    <div className="parley-gap-above">
      <Button variant="secondary" isLoading={view.loadingOlder} isDisabled={view.loadingOlder} onClick={onOlder}>
        Show older events
      </Button>
    </div>
  );
}

function Nothing({ filtered }: { filtered: boolean }) {
  return (
    <EmptyState headingLevel="h2" titleText={filtered ? "No event like that" : "No events here yet"} icon={SearchIcon}>
      <EmptyStateBody>{filtered ? "Nothing in the log passes the filter. What comes from now on appears by itself." : "What is recorded from now on appears by itself."}</EmptyStateBody>
    </EmptyState>
  );
}
