import { Alert, Button, Label, Title, Toolbar, ToolbarContent, ToolbarItem } from "@patternfly/react-core";
import { Link } from "@tanstack/react-router";
import { useMemo, useState } from "react";
import { useMutation, useQuery } from "urql";
import type { WebhookDeliveriesQuery as Data, WebhookDeliveryState, WebhookFieldsFragment } from "../../gql/graphql";
import { FilterSelect } from "../../ui/admin/FilterSelect";
import { type Column, Listing } from "../../ui/admin/ListPage";
import { useNotice } from "../../ui/admin/notices";
import { useCursor } from "../../ui/admin/paging";
import { removal, RemoveButton } from "../../ui/admin/RemoveButton";
import { useMay } from "../../ui/admin/session";
import { formatTime } from "../../ui/admin/time";
import { useRefresh } from "../../ui/admin/useRefresh";
import { DeliveriesQuery, DeliveryDiscardMutation, DeliveryRetryMutation } from "./documents";

type Row = NonNullable<Data["webhook"]>["deliveries"]["nodes"][number];

const states: Readonly<Record<WebhookDeliveryState, string>> = {
  PENDING: "Waiting",
  RETRYING: "Tried again",
  DELIVERED: "Delivered",
  PARKED: "Parked",
  DISCARDED: "Discarded",
};

const looks = {
  PENDING: {},
  RETRYING: { status: "warning" },
  DELIVERED: { status: "success" },
  PARKED: { status: "danger" },
  DISCARDED: {},
} as const;

const columns: Column<Row>[] = [
  { label: "Position", render: (d) => <Link to="/log" search={{ event: d.position }} className="parley-mono">{d.position}</Link> },
  { label: "Event", isLong: true, width: 20, render: (d) => <>{d.eventType} {d.replay && <Label isCompact>Replay</Label>}</> },
  { label: "Stream", isLong: true, width: 15, render: (d) => <span className="parley-mono parley-small">{d.stream}</span> },
  { label: "State", render: (d) => <Label isCompact {...looks[d.state]}>{states[d.state]}</Label> },
  { label: "Tries", render: (d) => d.attempts },
  { label: "Last try", isLong: true, width: 25, render: (d) => <LastTry delivery={d} /> },
];

/** When it was tried last, what came of it, and when it is tried again. */
function LastTry({ delivery: d }: { delivery: Row }) {
  // The error names the status.
  const outcome = d.error ?? (d.statusCode ? `status ${d.statusCode}` : "");
  const took = d.durationMs === null || d.durationMs === undefined ? "" : `(${d.durationMs} ms)`;
  return (
    <>
      {formatTime(d.lastAttemptAt)}
      {(outcome || took) && <div className="parley-small parley-muted">{[outcome, took].filter(Boolean).join(" ")}</div>}
      {d.nextAttemptAt && <div className="parley-small">again at {formatTime(d.nextAttemptAt)}</div>}
    </>
  );
}

const context = { requestPolicy: "network-only" as const };

interface Props {
  webhook: WebhookFieldsFragment;
  onActed: () => void;
}

/** What became of each event, newest first. */
export function Deliveries({ webhook, onActed }: Props) {
  const [state, setState] = useState("");
  const cursor = useCursor();
  const variables = useMemo(() => ({ id: webhook.id, after: cursor.after, states: state ? [state as WebhookDeliveryState] : null }), [webhook.id, cursor.after, state]);
  const [{ data, error, fetching }, reload] = useQuery({ query: DeliveriesQuery, variables, context });
  useRefresh(reload, true, 2000);
  const may = useMay("config:write");
  const acted = () => {
    reload({ requestPolicy: "network-only" });
    onActed();
  };
  const all = may ? [...columns, { label: "Actions", isActions: true, render: (d: Row) => (d.state === "PARKED" ? <Parked webhook={webhook} position={d.position} onActed={acted} /> : null) }] : columns;
  return (
    <section aria-labelledby="deliveries" data-testid="deliveries">
      <Title headingLevel="h2" id="deliveries" size="lg">
        Deliveries
      </Title>
      <Toolbar className="parley-toolbar parley-gap-above">
        <ToolbarContent>
          <FilterSelect
            label="State of deliveries"
            all="In any state"
            value={state}
            options={states}
            onFilter={(chosen) => {
              cursor.reset();
              setState(chosen);
            }}
          />
          {may && webhook.parked > 0 && (
            <ToolbarItem>
              <Parked webhook={webhook} onActed={acted} />
            </ToolbarItem>
          )}
        </ToolbarContent>
      </Toolbar>
      <Listing
        title="Deliveries"
        rows={data?.webhook?.deliveries.nodes}
        columns={all}
        rowKey={(d) => `${d.position} ${d.replay}`}
        error={error}
        fetching={fetching}
        onRetry={() => reload({ requestPolicy: "network-only" })}
        empty={state ? { title: "No delivery in this state", body: "Choose another state to see others." } : { title: "Nothing was sent yet", body: "Deliveries appear here as events happen." }}
        paging={cursor.with(data?.webhook?.deliveries.pageInfo)}
      />
    </section>
  );
}

/** Decides about one parked delivery, or about all. */
function Parked({ webhook, position, onActed }: { webhook: WebhookFieldsFragment; position?: string; onActed: () => void }) {
  const [{ fetching }, retry] = useMutation(DeliveryRetryMutation);
  const [, discard] = useMutation(DeliveryDiscardMutation);
  const notice = useNotice();
  const [refusal, setRefusal] = useState<string | null>(null);
  const input = position === undefined ? { webhookId: webhook.id } : { webhookId: webhook.id, position };
  const what = position === undefined ? "all parked deliveries" : `the delivery of position ${position}`;
  const again = async () => {
    const { data, error } = await retry({ input });
    const why = removal(error, data?.webhookDeliveryRetry.userErrors, onActed);
    setRefusal(why);
    if (why === null) notice(`${data?.webhookDeliveryRetry.count} tried again`);
  };
  return (
    <div className="parley-row-actions">
      <Button size="sm" variant="secondary" isDisabled={fetching} aria-label={`Retry ${what}`} onClick={() => void again()}>
        {position === undefined ? "Retry all parked" : "Retry"}
      </Button>
      <RemoveButton
        size="sm"
        verb="Discard"
        label={position === undefined ? "Discard all parked" : "Discard"}
        what={what}
        consequence="The receiver never gets them, unless they are replayed."
        onRemove={async () => {
          const { data, error } = await discard({ input });
          return removal(error, data?.webhookDeliveryDiscard.userErrors, () => {
            notice(`${data?.webhookDeliveryDiscard.count} discarded`);
            onActed();
          });
        }}
      />
      <div aria-live="assertive" className="parley-live">
        {refusal && <Alert variant="danger" isInline isPlain title={refusal} />}
      </div>
    </div>
  );
}
