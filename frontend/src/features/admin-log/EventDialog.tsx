import { Alert, Button, Modal, ModalBody, ModalFooter, ModalHeader, Title } from "@patternfly/react-core";
import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { useQuery } from "urql";
import type { EventQuery as Data } from "../../gql/graphql";
import { ErrorState } from "../../ui/admin/ErrorState";
import { Facts } from "../../ui/admin/Facts";
import { Json } from "../../ui/admin/Json";
import { Loading } from "../../ui/admin/Loading";
import { formatTime } from "../../ui/admin/time";
import { EventQuery } from "./documents";
import { actorName } from "./words";

const context = { requestPolicy: "network-only" as const };

/** One event with everything that is known about it. */
export function EventDialog({ position, onClose }: { position: string; onClose: () => void }) {
  const variables = useMemo(() => ({ position }), [position]);
  const [{ data, error }, reload] = useQuery({ query: EventQuery, variables, context });
  const event = data?.event;
  return (
    <Modal isOpen onClose={onClose} variant="medium" aria-labelledby="event-title" aria-describedby="event-body">
      <ModalHeader title={event?.type ?? `Event at position ${position}`} labelId="event-title" description={event && `Event at position ${position}`} />
      <ModalBody id="event-body" tabIndex={0}>
        {error && !event && <ErrorState title="The event could not be loaded" error={error} onRetry={() => reload({ requestPolicy: "network-only" })} />}
        {!error && !data && <Loading />}
        {data && !error && !event && <Alert variant="info" isInline title="There is no event at this position, or none that you may see. It may have been removed from the log." />}
        {event && <Content event={event} />}
      </ModalBody>
      <ModalFooter>
        <Button variant="primary" onClick={onClose}>
          Close
        </Button>
      </ModalFooter>
    </Modal>
  );
}

function Content({ event }: { event: NonNullable<Data["event"]> }) {
  const mono = (text: string | null | undefined) => text && <span className="parley-mono">{text}</span>;
  return (
    <>
      <Facts
        label="The event"
        facts={[
          ["Recorded", formatTime(event.createdAt)],
          ["Happened", event.occurredAt && formatTime(event.occurredAt)],
          ["By", event.actor && actorName(event.actor)],
          ["From", mono(event.source)],
          ["Stream", <Link key="stream" to="/log" search={{ stream: event.stream }} className="parley-mono">{event.stream}</Link>],
          ["Revision in the stream", event.revision],
          ["Identifier", mono(event.id)],
          ["Correlation (request)", mono(event.correlation)],
          ["Causation", mono(event.causation)],
        ]}
      />
      <Title headingLevel="h2" size="md" className="parley-gap-above parley-gap-below">
        Data
      </Title>
      {event.problem ? <Alert variant="warning" isInline title={event.problem} /> : <Json value={event.data} label="Data of the event" />}
    </>
  );
}
