import { Alert, Button, Flex, FlexItem } from "@patternfly/react-core";
import { useState } from "react";
import { useMutation } from "urql";
import type { WebhookFieldsFragment } from "../../gql/graphql";
import { explain } from "../../ui/admin/ErrorState";
import { Facts } from "../../ui/admin/Facts";
import { ObjectAudit } from "../../ui/admin/ObjectAudit";
import { RemoveButton } from "../../ui/admin/RemoveButton";
import { useMay } from "../../ui/admin/session";
import { formatTime } from "../../ui/admin/time";
import { WebhookRotateMutation, WebhookTestMutation } from "./documents";
import { HealthLabel } from "./HealthLabel";
import { openWords } from "./health";
import { Replay } from "./Replay";

interface Props {
  webhook: WebhookFieldsFragment;
  onSecret: (title: string, secret: string) => void;
  onActed: () => void;
}

/** How a webhook fares, and what can be done with it besides changing it. */
export function WebhookStatus({ webhook: w, onSecret, onActed }: Props) {
  const may = useMay("config:write");
  return (
    <>
      <Facts
        label="State"
        facts={[
          ["State", <HealthLabel key="state" webhook={w} />],
          ["To be delivered", openWords(w)],
          ["Log read up to", <span key="position" className="parley-mono">{w.position}</span>],
          ["Last success", w.lastSuccessAt ? formatTime(w.lastSuccessAt) : "none yet"],
          ["Failing since", w.failingSince && formatTime(w.failingSince)],
          ["Last error", w.lastError],
          ["Waits until", w.pausedUntil && formatTime(w.pausedUntil)],
          ["Replay", w.replay && `at position ${w.replay.position} of ${w.replay.through}`],
        ]}
      />
      {may && <Actions webhook={w} onSecret={onSecret} onActed={onActed} />}
      {!may && <ObjectAudit id={w.id} />}
    </>
  );
}

function Actions({ webhook, onSecret, onActed }: Props) {
  const [, rotate] = useMutation(WebhookRotateMutation);
  return (
    <>
      <Flex className="parley-gap-above" alignItems={{ default: "alignItemsCenter" }}>
        <FlexItem>
          <Test id={webhook.id} />
        </FlexItem>
        <FlexItem>
          <Replay id={webhook.id} onActed={onActed} />
        </FlexItem>
        <FlexItem>
          <RemoveButton
            verb="Rotate"
            label="Rotate secret"
            isDanger={false}
            what={`secret of ${webhook.name}`}
            consequence="A new secret is made and shown once. For 24 hours what is sent bears the signatures of both, so that the receiver can change over."
            onRemove={async () => {
              const { data, error } = await rotate({ input: { id: webhook.id } });
              const answer = data?.webhookRotateSecret;
              if (!answer?.secret) return answer?.userErrors[0]?.message ?? explain(error);
              onSecret("The webhook has a new secret", answer.secret);
              return null;
            }}
          />
        </FlexItem>
        <FlexItem>
          <ObjectAudit id={webhook.id} />
        </FlexItem>
      </Flex>
    </>
  );
}

interface Result {
  ok: boolean;
  title: string;
  text?: string;
}

function Test({ id }: { id: string }) {
  const [{ fetching }, test] = useMutation(WebhookTestMutation);
  const [result, setResult] = useState<Result | null>(null);
  const run = async () => {
    setResult(null);
    const { data, error } = await test({ input: { id } });
    const answer = data?.webhookTest;
    const refusal = answer?.userErrors[0]?.message;
    if (!answer || refusal) return setResult({ ok: false, title: "The test was not sent", text: refusal ?? explain(error) });
    const took = answer.durationMs === null || answer.durationMs === undefined ? "" : ` after ${answer.durationMs} ms`;
    if (answer.delivered) return setResult({ ok: true, title: `The receiver took the test: status ${answer.statusCode}${took}` });
    setResult({ ok: false, title: `The receiver did not take the test${answer.statusCode ? `: status ${answer.statusCode}` : ""}${took}`, text: answer.error ?? "" });
  };
  return (
    <>
      <Button variant="secondary" isLoading={fetching} isDisabled={fetching} onClick={() => void run()}>
        Send a test
      </Button>
      <div aria-live="polite" data-testid="webhook-test">
        {result && (
          <Alert className="parley-gap-above" isInline variant={result.ok ? "success" : "danger"} title={result.title}>
            {result.text}
          </Alert>
        )}
      </div>
    </>
  );
}
