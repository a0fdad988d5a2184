import {
  Button,
  EmptyState,
  EmptyStateActions,
  EmptyStateBody,
  EmptyStateFooter,
  PageSection,
  SearchInput,
  Skeleton,
  Title,
  Toolbar,
  ToolbarContent,
  ToolbarItem,
} from "@patternfly/react-core";
import { Table, Tbody, Td, Th, Thead, Tr } from "@patternfly/react-table";
import { type ReactNode, useState } from "react";
import { ErrorState } from "./ErrorState";
import type { Paging } from "./paging";

export interface Column<Row> {
  label: string;
  render: (row: Row) => ReactNode;
}

interface Props<Row> {
  title: string;
  /** One sentence under the title. */
  intro?: string;
  rows: readonly Row[] | undefined;
  columns: readonly Column<Row>[];
  rowKey: (row: Row) => string;
  error?: Error | undefined;
  fetching: boolean;
  onRetry: () => void;
  /** Absent: the list cannot be searched. */
  search?: { value: string; label: string; onSearch: (value: string) => void };
  filters?: ReactNode;
  actions?: ReactNode;
  empty: { title: string; body: string; action?: ReactNode };
  paging: Paging;
  totalCount?: number | undefined;
}

/** A list of one kind of thing: title, search, table, pages, and its empty and error states. */
export function ListPage<Row>(p: Props<Row>) {
  return (
    <>
      <PageSection>
        <Title headingLevel="h1">{p.title}</Title>
        {p.intro && <p>{p.intro}</p>}
      </PageSection>
      <PageSection isFilled>
        <Toolbar>
          <ToolbarContent>
            {p.search && <Search {...p.search} />}
            {p.filters}
            {p.actions && <ToolbarItem align={{ default: "alignEnd" }}>{p.actions}</ToolbarItem>}
          </ToolbarContent>
        </Toolbar>
        <Body {...p} />
      </PageSection>
    </>
  );
}

function Search({ value, label, onSearch }: { value: string; label: string; onSearch: (value: string) => void }) {
  const [draft, setDraft] = useState(value);
  const clear = () => {
    setDraft("");
    onSearch("");
  };
  return (
    <ToolbarItem>
      <SearchInput
        aria-label={label}
        placeholder={label}
        value={draft}
        onChange={(_, text) => setDraft(text)}
        onSearch={() => onSearch(draft.trim())}
        onClear={clear}
      />
    </ToolbarItem>
  );
}

function Body<Row>(p: Props<Row>) {
  if (p.error && !p.rows) return <ErrorState title={`${p.title} could not be loaded`} error={p.error} onRetry={p.onRetry} />;
  if (p.rows && p.rows.length === 0 && p.paging.page === 0) return <Empty {...p} />;
  return (
    <>
      <Table aria-label={p.title} variant="compact">
        <Thead>
          <Tr>
            {p.columns.map((c) => (
              <Th key={c.label}>{c.label}</Th>
            ))}
          </Tr>
        </Thead>
        <Tbody>
          {p.rows?.map((row) => (
            <Tr key={p.rowKey(row)}>
              {p.columns.map((c) => (
                <Td key={c.label} dataLabel={c.label}>
                  {c.render(row)}
                </Td>
              ))}
            </Tr>
          ))}
          {!p.rows && <Skeletons columns={p.columns.length} />}
        </Tbody>
      </Table>
      <Pages {...p} />
    </>
  );
}

function Skeletons({ columns }: { columns: number }) {
  return [0, 1, 2].map((row) => (
    <Tr key={row}>
      {Array.from({ length: columns }, (_, column) => (
        <Td key={column}>
          <Skeleton screenreaderText={row + column === 0 ? "Loading" : ""} />
        </Td>
      ))}
    </Tr>
  ));
}

function Empty<Row>({ search, empty }: Props<Row>) {
  if (search?.value) {
    return (
      <EmptyState headingLevel="h2" titleText={`Nothing matches “${search.value}”`}>
        <EmptyStateBody>Try fewer letters.</EmptyStateBody>
      </EmptyState>
    );
  }
  return (
    <EmptyState headingLevel="h2" titleText={empty.title}>
      <EmptyStateBody>{empty.body}</EmptyStateBody>
      {empty.action && (
        <EmptyStateFooter>
          <EmptyStateActions>{empty.action}</EmptyStateActions>
        </EmptyStateFooter>
      )}
    </EmptyState>
  );
}

function Pages<Row>({ paging, rows, totalCount, fetching }: Props<Row>) {
  if (paging.page === 0 && !paging.hasNext) {
    return totalCount === undefined ? null : <p className="parley-count">{totalCount === 1 ? "1 entry" : `${totalCount} entries`}</p>;
  }
  return (
    <Toolbar>
      <ToolbarContent>
        <ToolbarItem>
          Page {paging.page + 1}
          {totalCount !== undefined && `, ${totalCount} entries`}
        </ToolbarItem>
        <ToolbarItem align={{ default: "alignEnd" }}>
          <Button variant="secondary" isDisabled={paging.page === 0 || fetching} onClick={paging.back}>
            Previous
          </Button>
        </ToolbarItem>
        <ToolbarItem>
          <Button variant="secondary" isDisabled={!paging.hasNext || fetching || !rows} onClick={paging.next}>
            Next
          </Button>
        </ToolbarItem>
      </ToolbarContent>
    </Toolbar>
  );
}
