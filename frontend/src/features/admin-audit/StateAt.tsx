import { Alert, Button, Flex, FlexItem, Form, FormGroup, TextInput, Title } from "@patternfly/react-core";
import { useId, useState } from "react";
import { useQuery } from "urql";
import { explain } from "../../ui/admin/ErrorState";
import { Json } from "../../ui/admin/Json";
import { Loading } from "../../ui/admin/Loading";
import { formatTime, fromLocal, toLocal } from "../../ui/admin/time";
import { AuditStateQuery } from "./documents";

const context = { requestPolicy: "network-only" as const };

/** Kinds of object whose state is not kept. */
const stateless = new Set(["conference", "participant"]);

export const hasState = (kind: string) => !stateless.has(kind);

/** Shows an object as it was at a time that the reader chooses. */
export function StateAt({ id, initial }: { id: string; initial?: string | undefined }) {
  const [local, setLocal] = useState(() => toLocal(initial ? new Date(initial) : new Date()));
  const [at, setAt] = useState<string | null>(null);
  const [wrong, setWrong] = useState(false);
  const field = useId();
  const show = (event: React.FormEvent) => {
    event.preventDefault();
    const time = fromLocal(local);
    setWrong(time === null);
    setAt(time);
  };
  return (
    <section aria-labelledby={`${field}-title`}>
      <Title headingLevel="h2" size="lg" id={`${field}-title`} className="parley-gap-below">
        As it was at a time
      </Title>
      <Form onSubmit={show} noValidate>
        <FormGroup label="Date and time, in your time zone" fieldId={field}>
          <Flex>
            <FlexItem>
              <TextInput id={field} type="datetime-local" step={1} value={local} validated={wrong ? "error" : "default"} onChange={(_, value) => setLocal(value)} />
            </FlexItem>
            <FlexItem>
              <Button type="submit" variant="secondary">
                Show
              </Button>
            </FlexItem>
          </Flex>
        </FormGroup>
      </Form>
      <div aria-live="polite" className="parley-gap-above">
        {wrong && <Alert variant="danger" isInline isPlain title="This is not a date and time." />}
        {at && <State id={id} at={at} />}
      </div>
    </section>
  );
}

function State({ id, at }: { id: string; at: string }) {
  const [{ data, error, fetching }] = useQuery({ query: AuditStateQuery, variables: { id, at }, context });
  if (fetching) return <Loading />;
  if (error) return <Alert variant="danger" isInline title={explain(error)} />;
  const state = data?.auditState;
  if (!state) return <Alert variant="info" isInline title={`It did not exist at ${formatTime(at)}.`} />;
  return (
    <>
      <p className="parley-gap-below">
        “{state.entity.name}” at {formatTime(at)}; last changed before that at {formatTime(state.at)}.
      </p>
      <Json value={state.state} label={`State at ${formatTime(at)}`} />
    </>
  );
}
