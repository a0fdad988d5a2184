import { Label } from "@patternfly/react-core";
import { Link } from "@tanstack/react-router";
import { useMutation, useQuery } from "urql";
import type { BurstSchedulesQuery as Data } from "../../gql/graphql";
import { AddLink } from "../../ui/admin/AddLink";
import { useBulkRemove } from "../../ui/admin/bulkRemove";
import { type Column, ListPage } from "../../ui/admin/ListPage";
import { OrderSelect } from "../../ui/admin/OrderSelect";
import { given, useListFilters } from "../../ui/admin/useListFilters";
import { useOrder } from "../../ui/admin/useOrder";
import { BurstSchedulesQuery, BurstSchedulesRemoveMutation } from "./scheduleDocuments";
import { minutesWords, windowWords } from "./scheduleValues";

type Row = Data["burstSchedules"]["nodes"][number];

const columns: Column<Row>[] = [
  {
    label: "Name",
    isLong: true,
    render: (s) => (
      <>
        <Link to="/bursting/schedules/$id" params={{ id: s.id }}>
          {s.name}
        </Link>
        {s.description && <div className="parley-small parley-muted">{s.description}</div>}
      </>
    ),
  },
  {
    label: "Location",
    isLong: true,
    render: (s) =>
      s.location ? (
        <Link to="/locations/$id" params={{ id: s.location.id }}>
          {s.location.name}
        </Link>
      ) : (
        <Label isCompact status="warning">Was removed</Label>
      ),
  },
  { label: "Nodes", render: (s) => s.nodes },
  {
    label: "Begins",
    isLong: true,
    render: (s) => (
      <>
        <span className="parley-mono">{s.cron}</span>
        <div className="parley-small parley-muted">{s.timeZone}</div>
      </>
    ),
  },
  {
    label: "Lasts",
    render: (s) => (
      <>
        {minutesWords(s.durationMinutes)}
        {s.leadMinutes > 0 && <div className="parley-small parley-muted parley-nowrap">started {minutesWords(s.leadMinutes)} before</div>}
      </>
    ),
  },
  { label: "Next", isLong: true, render: (s) => (s.windows[0] ? windowWords(s.windows[0]) : "None within a year") },
  { label: "State", render: (s) => <Label isCompact {...(s.enabled ? { color: "green" as const } : {})}>{s.enabled ? "Enabled" : "Disabled"}</Label> },
];

const context = { additionalTypenames: ["BurstSchedule", "Location"] };

const toFilter = ({ search }: { search: string; order: string }) => given({ search });

/** Windows in which burst nodes run, whatever is needed. */
export function ScheduleList() {
  const { values, set, cursor, variables: page } = useListFilters({ search: "", order: "" }, toFilter);
  const variables = useOrder(page, values.order);
  const [{ data, error, fetching }, reload] = useQuery({ query: BurstSchedulesQuery, variables, context });
  const [, remove] = useMutation(BurstSchedulesRemoveMutation);
  const { choose, bar, refusals } = useBulkRemove<Row>({
    rows: data?.burstSchedules.nodes,
    what: "schedule",
    consequence: "Nodes that run for them are stopped by themselves when nobody needs them.",
    remove: async (ids) => {
      const outcome = await remove({ input: { ids } });
      return { error: outcome.error, results: outcome.data?.burstSchedulesRemove.results };
    },
    onDone: () => reload({ requestPolicy: "network-only" }),
  });
  const create = (
    <AddLink to="/bursting/schedules/$id" params={{ id: "new" }}>
      Add schedule
    </AddLink>
  );
  return (
    <ListPage
      title="Burst schedules"
      intro="Times at which burst nodes run, whatever is needed: before a large event, or every morning."
      header={refusals}
      rows={data?.burstSchedules.nodes}
      columns={[...choose, ...columns]}
      rowKey={(s) => s.id}
      error={error}
      fetching={fetching}
      onRetry={() => reload({ requestPolicy: "network-only" })}
      search={{ value: values.search, label: "Search burst schedules", onSearch: set("search") }}
      filters={
        <>
          <OrderSelect value={values.order} onOrder={set("order")} />
          {bar}
        </>
      }
      actions={create}
      empty={{ title: "No burst schedules yet", body: "Without a schedule, nodes are started when locations fill up, and take a few minutes until they carry calls.", action: create }}
      paging={cursor.with(data?.burstSchedules.pageInfo)}
      totalCount={data?.burstSchedules.totalCount}
    />
  );
}
