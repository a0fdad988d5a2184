import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { useQuery } from "urql";
import type { WebhooksQuery as Data } from "../../gql/graphql";
import { AddLink } from "../../ui/admin/AddLink";
import { type Column, ListPage } from "../../ui/admin/ListPage";
import { useCursor } from "../../ui/admin/paging";
import { formatTime } from "../../ui/admin/time";
import { useRefresh } from "../../ui/admin/useRefresh";
import { WebhooksQuery } from "./documents";
import { HealthLabel } from "./HealthLabel";
import { openWords } from "./health";

type Row = Data["webhooks"]["nodes"][number];

const columns: Column<Row>[] = [
  {
    label: "Name",
    isLong: true,
    render: (w) => (
      <Link to="/webhooks/$id" params={{ id: w.id }}>
        {w.name}
      </Link>
    ),
  },
  { label: "Address", isLong: true, width: 25, render: (w) => <span className="parley-mono parley-small">{w.url}</span> },
  { label: "Events", isLong: true, render: (w) => w.typePrefixes.join(", ") || "all" },
  { label: "State", render: (w) => <HealthLabel webhook={w} /> },
  { label: "To be delivered", isLong: true, render: openWords },
  {
    label: "Last trouble",
    isLong: true,
    render: (w) => (w.failingSince ? <>since {formatTime(w.failingSince)}{w.lastError && `: ${w.lastError}`}</> : "–"),
  },
];

const context = { additionalTypenames: ["Webhook"], requestPolicy: "network-only" as const };

export function WebhookList() {
  const cursor = useCursor();
  const variables = useMemo(() => ({ first: 50, after: cursor.after }), [cursor.after]);
  const [{ data, error, fetching }, reload] = useQuery({ query: WebhooksQuery, variables, context });
  useRefresh(reload);
  const create = (
    <AddLink to="/webhooks/$id" params={{ id: "new" }}>
      Add webhook
    </AddLink>
  );
  return (
    <ListPage
      title="Webhooks"
      intro="Addresses that events are posted to as they happen, signed, and again until they are taken."
      rows={data?.webhooks.nodes}
      columns={columns}
      rowKey={(w) => w.id}
      error={error}
      fetching={fetching}
      onRetry={() => reload({ requestPolicy: "network-only" })}
      actions={create}
      empty={{ title: "No webhooks yet", body: "A webhook tells another program what happens here. It gets the events after its creation.", action: create }}
      paging={cursor.with(data?.webhooks.pageInfo)}
      totalCount={data?.webhooks.totalCount}
    />
  );
}
