import { FormSelect, FormSelectOption, ToolbarItem } from "@patternfly/react-core";
import { Link } from "@tanstack/react-router";
import { useQuery } from "urql";
import type { NodeHistoryKind, NodeHistoryQuery as Data } from "../../gql/graphql";
import { type Column, ListPage } from "../../ui/admin/ListPage";
import { useListFilters } from "../../ui/admin/useListFilters";
import { useRefresh } from "../../ui/admin/useRefresh";
import { formatTime } from "../../ui/admin/time";
import { NodeHistoryQuery } from "./documents";

type Row = Data["nodeHistory"]["nodes"][number];

const kinds: Record<NodeHistoryKind, string> = {
  CREATED: "Created",
  UPDATED: "Changed",
  REMOVED: "Removed",
  PROVISIONING_ISSUED: "Provisioning document made",
  ENROLLED: "Enrolled",
  CONNECTED: "Connected",
  RESTARTED: "Restarted",
  DISCONNECTED: "Disconnected",
  LATE: "Late",
  STALE: "Stale",
  RECOVERED: "Recovered",
  MAINTENANCE_ENTERED: "Maintenance entered",
  MAINTENANCE_LEFT: "Maintenance left",
  READY: "Ready",
  DRAINED: "Drained",
  CALL_REJECTED: "Call rejected",
  PROVISIONING_REFUSED: "Provisioning refused",
  CERTIFICATE_RENEWED: "Certificate renewed",
  CERTIFICATE_ADOPTED: "Renewed certificate in use",
  CERTIFICATE_REVOKED: "Certificates revoked",
  BURST_START_REQUESTED: "Burst: start requested",
  BURST_STARTING: "Burst: starting",
  BURST_RUNNING: "Burst: running",
  BURST_DRAINING: "Burst: draining",
  BURST_KEPT: "Burst: kept",
  BURST_STOP_REQUESTED: "Burst: stop requested",
  BURST_STOPPED: "Burst: stopped",
  BURST_FAILED: "Burst: failed",
  BURST_ADDRESS_CHANGED: "Burst: public address changed",
};

const columns: Column<Row>[] = [
  { label: "Time", render: (e) => <span className="parley-nowrap">{formatTime(e.time)}</span> },
  {
    label: "Node",
    render: (e) => (
      <Link to="/nodes/$id" params={{ id: e.nodeId }}>
        {e.nodeName}
      </Link>
    ),
  },
  { label: "Location", isLong: true, render: (e) => e.locationName },
  { label: "What happened", render: (e) => kinds[e.kind] },
  { label: "Reason", isLong: true, render: (e) => e.reason },
  { label: "By", render: (e) => e.actor.name || e.actor.kind },
];

const context = { requestPolicy: "network-only" as const };

const ofKind = ({ kind }: { kind: string }) => (kind ? { kinds: [kind as NodeHistoryKind] } : null);

export function NodeHistory() {
  const { values, set, cursor, variables } = useListFilters({ kind: "" }, ofKind);
  const [{ data, error, fetching }, reload] = useQuery({ query: NodeHistoryQuery, variables, context });
  useRefresh(reload);
  return (
    <ListPage
      title="Node history"
      intro="What happened to Conferencing Nodes, and why, newest first."
      rows={data?.nodeHistory.nodes}
      columns={columns}
      rowKey={(e) => e.id}
      error={error}
      fetching={fetching}
      onRetry={() => reload({ requestPolicy: "network-only" })}
      filters={
        <ToolbarItem>
          <FormSelect
            aria-label="Show"
            value={values.kind}
            onChange={(_, value) => set("kind")(value)}
          >
            <FormSelectOption value="" label="Everything" />
            {Object.entries(kinds).map(([value, label]) => (
              <FormSelectOption key={value} value={value} label={label} />
            ))}
          </FormSelect>
        </ToolbarItem>
      }
      empty={{ title: "Nothing of that kind has happened", body: "Events of Conferencing Nodes appear here as they happen." }}
      paging={cursor.with(data?.nodeHistory.pageInfo)}
    />
  );
}
