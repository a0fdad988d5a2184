import {
  Alert,
  Button,
  Checkbox,
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
import { type ReactNode, useEffect, useId, useState } from "react";
import { ErrorState, explain } from "./ErrorState";
import type { Paging } from "./paging";
import { useTitle } from "./useTitle";

export interface Column<Row> {
  label: string;
  render: (row: Row) => ReactNode;
  /** The column's buttons: named for those who listen only. */
  isActions?: boolean;
  /** Its values may be long words; they are broken where there is no room. */
  isLong?: boolean;
  width?: 10 | 15 | 20 | 25 | 30 | 35 | 40;
}

/** Rows that can be selected, and what is then offered above the table. */
export interface Selection<Row> {
  isSelected: (row: Row) => boolean;
  onSelect: (rows: readonly Row[], on: boolean) => void;
  nameOf: (row: Row) => string;
  actions: ReactNode;
}

interface Props<Row> {
  title: string;
  /** One sentence under the title. */
  intro?: string;
  /** Above the title: where the page belongs. */
  above?: ReactNode;
  /** Below the title: state of what is listed. */
  header?: ReactNode;
  rows: readonly Row[] | undefined;
  columns: readonly Column<Row>[];
  rowKey: (row: Row) => string;
  /** The row that a link led to. */
  isMarked?: (row: Row) => boolean;
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
  selection?: Selection<Row> | undefined;
  /** Below the list: what it does not show row by row. */
  below?: ReactNode;
}

/** A list of one kind of thing: title, search, table, pages, and its empty and error states. */
export function ListPage<Row>(p: Props<Row>) {
  useTitle(p.title);
  return (
    <>
      <PageSection>
        {p.above}
        <Title headingLevel="h1" className="parley-break">
          {p.title}
        </Title>
        {p.intro && <p className="parley-intro">{p.intro}</p>}
        {p.header && <div className="parley-header">{p.header}</div>}
      </PageSection>
      <PageSection isFilled>
        {(p.search || p.filters || p.actions) && (
          <Toolbar className="parley-toolbar">
            <ToolbarContent>
              {p.search && <Search {...p.search} />}
              {p.filters}
              {p.actions && <ToolbarItem align={{ default: "alignEnd" }}>{p.actions}</ToolbarItem>}
            </ToolbarContent>
          </Toolbar>
        )}
        <Listing {...p} />
        {p.below}
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
  // Searches when the typing pauses; Enter does at once.
  useEffect(() => {
    if (draft.trim() === value) return;
    const timer = window.setTimeout(() => onSearch(draft.trim()), 300);
    return () => window.clearTimeout(timer);
  }, [draft, value, onSearch]);
  return (
    <ToolbarItem>
      <SearchInput
        aria-label={label}
        placeholder={label}
        value={draft}
        onChange={(_, text) => setDraft(text)}
        onKeyDown={(event) => {
          if (event.key === "Enter") onSearch(draft.trim());
        }}
        onClear={clear}
      />
    </ToolbarItem>
  );
}

/** The table with its pages, and its empty and error states. */
export function Listing<Row>(p: Props<Row>) {
  if (p.error && !p.rows) return <ErrorState title={`${p.title} could not be loaded`} error={p.error} onRetry={p.onRetry} />;
  if (p.rows && p.rows.length === 0 && p.paging.page === 0) return <Empty {...p} />;
  return (
    <>
      {p.error && <Alert variant="warning" isInline title={explain(p.error)} className="parley-gap-below" />}
      {p.selection?.actions}
      <Table aria-label={p.title} variant="compact" gridBreakPoint={p.columns.length > 6 ? "grid-lg" : "grid-md"}>
        <Thead>
          <Tr>
            {p.selection && <SelectAll selection={p.selection} rows={p.rows ?? []} />}
            {p.columns.map((c) => (
              <Th key={c.label} modifier="nowrap" {...(c.isActions ? { screenReaderText: c.label } : {})} {...(c.width ? { width: c.width } : {})}>
                {c.isActions ? null : c.label}
              </Th>
            ))}
          </Tr>
        </Thead>
        <Tbody>
          {p.rows?.map((row) => (
            <Tr key={p.rowKey(row)} {...(p.isMarked?.(row) ? marked : {})}>
              {p.selection && <SelectRow selection={p.selection} row={row} />}
              {p.columns.map((c) => (
                <Td key={c.label} dataLabel={c.label} {...(c.isLong ? { modifier: "breakWord" as const } : {})}>
                  {c.render(row)}
                </Td>
              ))}
            </Tr>
          ))}
          {!p.rows && <Skeletons columns={p.columns.length + (p.selection ? 1 : 0)} />}
        </Tbody>
      </Table>
      <Pages {...p} />
    </>
  );
}

const marked = { className: "parley-arrived", "aria-current": true, ref: (row: HTMLTableRowElement | null) => row?.scrollIntoView({ block: "nearest" }) };

function SelectAll<Row>({ selection, rows }: { selection: Selection<Row>; rows: readonly Row[] }) {
  const count = rows.filter(selection.isSelected).length;
  const all = rows.length > 0 && count === rows.length;
  return (
    <Th modifier="fitContent">
      <Checkbox id="select-page" aria-label="Select all on this page" isChecked={all ? true : count > 0 ? null : false} onChange={() => selection.onSelect(rows, !all)} />
    </Th>
  );
}

function SelectRow<Row>({ selection, row }: { selection: Selection<Row>; row: Row }) {
  const id = useId();
  return (
    <Td dataLabel="Selected">
      <Checkbox id={id} aria-label={`Select ${selection.nameOf(row)}`} isChecked={selection.isSelected(row)} onChange={(_, on) => selection.onSelect([row], on)} />
    </Td>
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

function Pages<Row>({ paging, rows, totalCount }: Props<Row>) {
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
          <Button variant="secondary" isDisabled={paging.page === 0} onClick={paging.back}>
            Previous
          </Button>
        </ToolbarItem>
        <ToolbarItem>
          <Button variant="secondary" isDisabled={!paging.hasNext || !rows} onClick={paging.next}>
            Next
          </Button>
        </ToolbarItem>
      </ToolbarContent>
    </Toolbar>
  );
}
