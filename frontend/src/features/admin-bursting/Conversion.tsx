import { Alert, Button, FormSelect, FormSelectOption } from "@patternfly/react-core";
import { CheckCircleIcon, ExclamationTriangleIcon } from "@patternfly/react-icons";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useMemo } from "react";
import { useQuery } from "urql";
import type { BurstingConversionTarget } from "../../gql/graphql";
import { ChoiceSelect } from "../../ui/admin/ChoiceField";
import { choiceById, NodeChoices } from "../../ui/admin/choices";
import { ErrorState } from "../../ui/admin/ErrorState";
import { Loading } from "../../ui/admin/Loading";
import { useRefresh } from "../../ui/admin/useRefresh";
import type { SetupSearch } from "./search";
import { BurstingConversionQuery } from "./setupDocuments";

const context = { requestPolicy: "network-only" as const };

/** Makes a burst node of one that always runs, or the other way round: which steps there are, and which are done. */
export function Conversion() {
  const search = useSearch({ from: "/bursting/setup" });
  const navigate = useNavigate({ from: "/bursting/setup" });
  const { node } = search;
  const to: BurstingConversionTarget = search.to === "always-on" ? "ALWAYS_ON" : "BURST";
  // In the address: whoever comes back from where a step is taken finds it as it was.
  const set = (part: Pick<SetupSearch, "node" | "to">) => void navigate({ search: (before) => ({ ...before, ...part }), replace: true, resetScroll: false });
  return (
    <div className="parley-fields">
      <p className="parley-narrow">A node that always runs can become a burst node, and a burst node one that always runs. The steps are yours to take; each is looked at again and again, and ticked when it is done.</p>
      <div className="burst-variant-fields parley-narrow">
        <div>
          <label htmlFor="conversion-node" className="pf-v6-c-form__label">
            Node
          </label>
          <ChoiceSelect id="conversion-node" label="Node" from={NodeChoices} value={choiceById(node)} onChange={(chosen) => set({ node: chosen?.id })} />
        </div>
        <div>
          <label htmlFor="conversion-to" className="pf-v6-c-form__label">
            What it is to become
          </label>
          <FormSelect id="conversion-to" value={to} onChange={(_, value) => set({ to: value === "ALWAYS_ON" ? "always-on" : undefined })}>
            <FormSelectOption value="BURST" label="A burst node" />
            <FormSelectOption value="ALWAYS_ON" label="A node that always runs" />
          </FormSelect>
        </div>
      </div>
      {node && <Steps key={`${node}/${to}`} node={node} to={to} />}
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
              <strong>{s.done ? "Done" : "Not yet"}:</strong> {s.text}
              {s.remedy && (
                <div className="parley-muted">
                  {s.remedy} <Place step={s.code} node={node} />
                </div>
              )}
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

/** Leads to where a step is taken; what is to be done at the cloud has no page here. */
function Place({ step, node }: { step: string; node: string }) {
  if (step === "record" || step === "location" || step === "maintenance" || step === "always-on") return <Link to="/nodes/$id" params={{ id: node }}>Open the node</Link>;
  if (step === "machine") return <Link to="/clouds">Show the accounts</Link>;
  if (step === "overflow") return <Link to="/locations">Show the locations</Link>;
  if (step === "stopped") return <Link to="/bursting">Show what it does</Link>;
  if (step === "enabled") return <Link to="/settings">Open the global settings</Link>;
  return null;
}
