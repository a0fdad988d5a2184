import { Label } from "@patternfly/react-core";
import { Link } from "@tanstack/react-router";
import { useQuery } from "urql";
import type { ConferenceHistoryQuery as Data } from "../../gql/graphql";
import { type Column, ListPage } from "../../ui/admin/ListPage";
import { given, useListFilters } from "../../ui/admin/useListFilters";
import { useRefresh } from "../../ui/admin/useRefresh";
import { formatDuration, formatTime } from "../../ui/admin/time";
import { ConferenceHistoryQuery } from "./documents";

type Row = Data["conferenceHistory"]["nodes"][number];

const columns: Column<Row>[] = [
  {
    label: "Meeting room",
    isLong: true,
    render: (c) => (
      <Link to="/history/conferences/$id" params={{ id: c.id }}>
        {c.serviceName}
      </Link>
    ),
  },
  { label: "Started", render: (c) => <span className="parley-nowrap">{formatTime(c.startedAt)}</span> },
  { label: "Duration", render: (c) => formatDuration(c.startedAt, c.endedAt) },
  {
    label: "State",
    render: (c) => (
      <Label isCompact status={c.endedAt ? "info" : "success"}>
        {c.endedAt ? "Ended" : "Running"}
      </Label>
    ),
  },
  { label: "Participants", render: (c) => c.participantCount },
  { label: "Most at a time", render: (c) => c.peakParticipants },
  { label: "Node", isLong: true, render: (c) => `${c.nodeName}, ${c.locationName}` },
];

const context = { requestPolicy: "network-only" as const };

export function ConferenceHistory() {
  const { values, set, cursor, variables } = useListFilters({ search: "" }, given);
  const [{ data, error, fetching }, reload] = useQuery({ query: ConferenceHistoryQuery, variables, context });
  useRefresh(reload);
  return (
    <ListPage
      title="Conference history"
      intro="Conferences that are running or ended, newest first."
      rows={data?.conferenceHistory.nodes}
      columns={columns}
      rowKey={(c) => c.id}
      error={error}
      fetching={fetching}
      onRetry={() => reload({ requestPolicy: "network-only" })}
      search={{ value: values.search, label: "Search by room", onSearch: set("search") }}
      empty={{ title: "No conferences yet", body: "A conference begins when somebody calls a room." }}
      paging={cursor.with(data?.conferenceHistory.pageInfo)}
    />
  );
}
