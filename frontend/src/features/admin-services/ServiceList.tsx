import { Label } from "@patternfly/react-core";
import { LockIcon } from "@patternfly/react-icons";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { AddLink } from "../../ui/admin/AddLink";
import { FilterInput } from "../../ui/admin/FilterInput";
import { type Column, ListPage } from "../../ui/admin/ListPage";
import { OrderSelect } from "../../ui/admin/OrderSelect";
import { useMay } from "../../ui/admin/session";
import { given, useListFilters } from "../../ui/admin/useListFilters";
import { useOrder } from "../../ui/admin/useOrder";
import { BulkActions } from "./BulkActions";
import type { Selected } from "./BulkOutcome";
import { type Kind, kinds } from "./kinds";

interface Row extends Selected {
  description: string;
  tag: string;
  aliases: readonly { alias: string }[];
}

const toFilter = ({ search, tag }: { search: string; tag: string; order: string }) => given({ search, tag });

/** What a list of services is searched, filtered and ordered by. */
export function useServiceFilters() {
  const filters = useListFilters({ search: "", tag: "", order: "" }, toFilter);
  return { ...filters, variables: useOrder(filters.variables, filters.values.order) };
}

interface Props<R extends Row> {
  kind: Kind;
  title: string;
  intro: string;
  header?: ReactNode;
  add: string;
  /** Beside the button that adds one. */
  more?: ReactNode;
  empty: { title: string; body: string };
  filters: ReturnType<typeof useServiceFilters>;
  columns: readonly Column<R>[];
  list: { totalCount: number; pageInfo: { hasNextPage: boolean; endCursor?: string | null | undefined }; nodes: readonly R[] } | undefined;
  error: Error | undefined;
  fetching: boolean;
  reload: (options: { requestPolicy: "network-only" }) => void;
}

/** The services of one kind. */
export function ServiceList<R extends Row>(p: Props<R>) {
  const { path } = kinds[p.kind];
  const may = useMay("config:write");
  const [selected, setSelected] = useState<ReadonlyMap<string, Selected>>(new Map());
  const reload = () => p.reload({ requestPolicy: "network-only" });
  const select = (rows: readonly R[], on: boolean) =>
    setSelected((before) => {
      const after = new Map(before);
      for (const { id, name } of rows) {
        if (on) after.set(id, { id, name });
        else after.delete(id);
      }
      return after;
    });
  const create = (
    <AddLink to={path} params={{ id: "new" }}>
      {p.add}
    </AddLink>
  );
  const columns: Column<R>[] = [
    {
      label: "Name",
      isLong: true,
      render: (r) => (
        <Link to={path} params={{ id: r.id }}>
          {r.name}
        </Link>
      ),
    },
    { label: "Aliases", isLong: true, render: (r) => <span className="parley-mono">{aliasText(r.aliases)}</span> },
    { label: "Description", isLong: true, render: (r) => r.description },
    ...p.columns,
    { label: "Tag", isLong: true, render: (r) => r.tag || "–" },
  ];
  return (
    <ListPage
      title={p.title}
      intro={p.intro}
      header={p.header}
      rows={p.list?.nodes}
      columns={columns}
      rowKey={(r) => r.id}
      error={p.error}
      fetching={p.fetching}
      onRetry={reload}
      search={{ value: p.filters.values.search, label: `Search ${kinds[p.kind].plural} and aliases`, onSearch: p.filters.set("search") }}
      filters={
        <>
          <FilterInput label="Tag is" value={p.filters.values.tag} onFilter={p.filters.set("tag")} />
          <OrderSelect value={p.filters.values.order} onOrder={p.filters.set("order")} />
        </>
      }
      actions={
        <div className="parley-row-actions">
          {p.more}
          {create}
        </div>
      }
      empty={p.filters.values.tag ? { title: `Nothing has the tag “${p.filters.values.tag}”`, body: "It must be the whole tag." } : { ...p.empty, action: create }}
      paging={p.filters.cursor.with(p.list?.pageInfo)}
      totalCount={p.list?.totalCount}
      selection={
        may
          ? {
              isSelected: (r) => selected.has(r.id),
              onSelect: select,
              nameOf: (r) => r.name,
              actions: (
                <BulkActions
                  kind={p.kind}
                  selected={[...selected.values()]}
                  onClear={() => setSelected(new Map())}
                  onDone={() => {
                    setSelected(new Map());
                    p.filters.cursor.reset();
                    reload();
                  }}
                />
              ),
            }
          : undefined
      }
    />
  );
}

/** The first aliases of a service that may have hundreds. */
function aliasText(aliases: readonly { alias: string }[]): string {
  const shown = aliases.slice(0, 5).map((a) => a.alias);
  if (aliases.length > shown.length) shown.push(`and ${aliases.length - shown.length} more`);
  return shown.join(", ") || "–";
}

interface Entry {
  hasHostPin: boolean;
  allowGuests: boolean;
  participantLimit?: number | null | undefined;
}

/** The columns of what people meet in. */
export function entryColumns<R extends Entry>(): Column<R>[] {
  return [
    {
      label: "Entry",
      render: (r) =>
        r.hasHostPin ? (
          <Label isCompact icon={<LockIcon />}>
            {r.allowGuests ? "PIN, guests allowed" : "PIN"}
          </Label>
        ) : (
          "Open"
        ),
    },
    { label: "Limit", render: (r) => r.participantLimit ?? "–" },
  ];
}
