import { Alert, Button, FormSelect, FormSelectOption } from "@patternfly/react-core";
import { CheckCircleIcon, ExclamationTriangleIcon } from "@patternfly/react-icons";
import { useMemo, useState } from "react";
import { useQuery } from "urql";
import type { BurstingConversionTarget } from "../../gql/graphql";
import { ChoiceSelect } from "../../ui/admin/ChoiceField";
import { type Choice, NodeChoices } from "../../ui/admin/choices";
import { ErrorState } from "../../ui/admin/ErrorState";
import { Loading } from "../../ui/admin/Loading";
import { useRefresh } from "../../ui/admin/useRefresh";
import { BurstingConversionQuery } from "./setupDocuments";

const context = { requestPolicy: "network-only" as const };

/** Makes a burst node of one that always runs, or the other way round: which steps there are, and which are done. */
export function Conversion() {
  const [node, setNode] = useState<Choice | null>(null);
  const [to, setTo] = useState<BurstingConversionTarget>("BURST");
  return (
    <div className="parley-fields">
      <p className="parley-narrow">A node that always runs can become a burst node, and a burst node one that always runs. The steps are yours to take; each is looked at again and again, and ticked when it is done.</p>
      <div className="burst-variant-fields parley-narrow">
        <div>
          <label htmlFor="conversion-node" className="pf-v6-c-form__label">
            Node
          </label>
          <ChoiceSelect id="conversion-node" label="Node" from={NodeChoices} value={node} onChange={setNode} />
        </div>
        <div>
          <label htmlFor="conversion-to" className="pf-v6-c-form__label">
            What it is to become
          </label>
          <FormSelect id="conversion-to" value={to} onChange={(_, value) => setTo(value as BurstingConversionTarget)}>
            <FormSelectOption value="BURST" label="A burst node" />
            <FormSelectOption value="ALWAYS_ON" label="A node that always runs" />
          </FormSelect>
        </div>
      </div>
      {node && <Steps key={`${node.id}/${to}`} node={node.id} to={to} />}
    </div>
  );
}

function Steps({ node, to }: { node: string; to: BurstingConversionTarget }) {
  const variables = useMemo(() => ({ nodeId: node, to }), [node, to]);
  const [{ data, error, fetching }, reload] = useQuery({ query: BurstingConversionQuery, variables, context });
  useRefresh(reload);
  if (!data) return error ? <ErrorState title="The steps could not be loaded" error={error} onRetry={() => reload({ requestPolicy: "network-only" })} /> : <Loading />;
  const { steps, done, node: subject } = data.burstingConversion;
  return (
    <>
      <div role="status">
        {done ? (
          <Alert variant="success" isInline title={to === "BURST" ? `${subject.name} is a burst node` : `${subject.name} always runs`} />
        ) : (
          <p>
            {steps.filter((s) => s.done).length} of {steps.length} steps are done.
          </p>
        )}
      </div>
      <ol className="burst-steps parley-narrow" aria-label="Steps of the conversion">
        {steps.map((s) => (
          <li key={s.code} data-done={s.done}>
            <span className={s.done ? "burst-done" : "burst-open"} aria-hidden="true">
              {s.done ? <CheckCircleIcon /> : <ExclamationTriangleIcon />}
            </span>
            <div>
              <strong>{s.done ? "Done" : "To do"}:</strong> {s.text}
              {s.remedy && <div className="parley-muted">{s.remedy}</div>}
            </div>
          </li>
        ))}
      </ol>
      <div>
        <Button variant="secondary" isDisabled={fetching} onClick={() => reload({ requestPolicy: "network-only" })}>
          Look again
        </Button>
      </div>
    </>
  );
}
