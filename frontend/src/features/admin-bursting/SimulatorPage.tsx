import { Alert, Button, EmptyState, EmptyStateBody, Form, FormGroup, PageSection, Switch, TextInput, Title } from "@patternfly/react-core";
import { useState } from "react";
import { useQuery } from "urql";
import type { BurstingSimulateInput } from "../../gql/graphql";
import { ErrorState } from "../../ui/admin/ErrorState";
import { Loading } from "../../ui/admin/Loading";
import { useTitle } from "../../ui/admin/useTitle";
import { Outcomes } from "./Outcomes";
import { BurstingSimulateQuery } from "./simulateDocuments";
import { lastWeek, mostVariants, nameOf, problemOf, simulationInput, type Variant, variant } from "./simulation";
import "./bursting.css";

const context = { requestPolicy: "network-only" as const };
const nothing: BurstingSimulateInput = { from: "", to: "", variants: [] };

/** What bursting would have done with the demand in the log, under other settings. */
export function SimulatorPage() {
  useTitle("Bursting simulator");
  const [input, setInput] = useState<BurstingSimulateInput | null>(null);
  const [{ data, error, fetching, stale }, again] = useQuery({ query: BurstingSimulateQuery, variables: { input: input ?? nothing }, pause: input === null, context });
  const busy = input !== null && (fetching || stale);
  const run = (next: BurstingSimulateInput) => {
    if (JSON.stringify(next) === JSON.stringify(input)) again({ requestPolicy: "network-only" });
    else setInput(next);
  };
  return (
    <>
      <PageSection>
        <Title headingLevel="h1">Bursting simulator</Title>
        <p className="parley-intro">Replays the calls that were made against other settings, by the same rules that start and stop nodes in earnest. Nothing is started.</p>
      </PageSection>
      <PageSection isFilled>
        <Settings busy={busy} onRun={run} />
        <section aria-label="Outcome" aria-busy={busy} className="parley-footer">
          {busy ? (
            <Loading />
          ) : error ? (
            <ErrorState title="The demand could not be replayed" error={error} onRetry={() => again({ requestPolicy: "network-only" })} />
          ) : data && input ? (
            <Outcomes simulation={data.burstingSimulate} />
          ) : (
            <EmptyState headingLevel="h2" titleText="Nothing was simulated yet">
              <EmptyStateBody>Choose a time and the settings to compare. The first are what the others are compared with.</EmptyStateBody>
            </EmptyState>
          )}
        </section>
      </PageSection>
    </>
  );
}

function Settings({ busy, onRun }: { busy: boolean; onRun: (input: BurstingSimulateInput) => void }) {
  const [{ from, to }, setSpan] = useState(() => lastWeek(new Date()));
  const [variants, setVariants] = useState<readonly Variant[]>(() => [variant(1, { name: "As it is now" }), variant(2, { name: "Without bursting", enabled: false })]);
  const [problem, setProblem] = useState<string | null>(null);
  const change = (key: number, part: Partial<Variant>) => setVariants((all) => all.map((v) => (v.key === key ? { ...v, ...part } : v)));
  const submit = (event: React.FormEvent) => {
    event.preventDefault();
    if (busy) return;
    const found = problemOf(from, to, variants);
    setProblem(found);
    if (found === null) onRun(simulationInput(from, to, variants));
  };
  return (
    <Form onSubmit={submit} noValidate>
      <div className="burst-variant-fields parley-narrow">
        <FormGroup label="From" fieldId="simulate-from">
          <TextInput id="simulate-from" type="datetime-local" step={1} value={from} onChange={(_, value) => setSpan({ from: value, to })} />
        </FormGroup>
        <FormGroup label="Until" fieldId="simulate-to">
          <TextInput id="simulate-to" type="datetime-local" step={1} value={to} onChange={(_, value) => setSpan({ from, to: value })} />
        </FormGroup>
      </div>
      <div className="burst-variants">
        {variants.map((v) => (
          <VariantFields
            key={v.key}
            title={nameOf(v, variants)}
            value={v}
            onChange={(part) => change(v.key, part)}
            onRemove={variants.length > 1 ? () => setVariants(variants.filter((other) => other.key !== v.key)) : null}
          />
        ))}
      </div>
      <div aria-live="assertive" className="parley-live">
        {problem && <Alert variant="danger" isInline title={problem} />}
      </div>
      <div className="parley-row-actions">
        <Button type="submit" variant="primary" isLoading={busy} isDisabled={busy}>
          Simulate
        </Button>
        <Button variant="secondary" isDisabled={variants.length >= mostVariants} onClick={() => setVariants([...variants, variant(Math.max(...variants.map((v) => v.key)) + 1)])}>
          Add variant
        </Button>
      </div>
    </Form>
  );
}

interface FieldsProps {
  title: string;
  value: Variant;
  onChange: (part: Partial<Variant>) => void;
  onRemove: (() => void) | null;
}

function VariantFields({ title, value, onChange, onRemove }: FieldsProps) {
  const field = (name: "name" | "thresholdHd" | "minLifetimeMinutes" | "startMinutes" | "pricePerHour" | "currency", label: string, placeholder: string, isNumber = false) => {
    const id = `variant-${value.key}-${name}`;
    return (
      <FormGroup label={label} fieldId={id}>
        <TextInput id={id} value={value[name]} placeholder={placeholder} inputMode={isNumber ? "decimal" : "text"} isDisabled={!value.enabled && name !== "name"} onChange={(_, text) => onChange({ [name]: text })} />
      </FormGroup>
    );
  };
  return (
    <fieldset className="burst-variant">
      <legend>{title}</legend>
      <div className="burst-variant-fields">
        {field("name", "Name", "")}
        {field("thresholdHd", "Threshold, HD calls", "As it is now", true)}
        {field("minLifetimeMinutes", "Runs at least, minutes", "As it is now", true)}
        {field("startMinutes", "A start takes, minutes", "4", true)}
        {field("pricePerHour", "Price of an hour", "None", true)}
        {field("currency", "Currency", "")}
        <Switch id={`variant-${value.key}-enabled`} label="Bursting" isChecked={value.enabled} onChange={(_, enabled) => onChange({ enabled })} />
        {onRemove && (
          <div>
            <Button variant="link" isInline isDanger aria-label={`Remove ${title}`} onClick={onRemove}>
              Remove
            </Button>
          </div>
        )}
      </div>
    </fieldset>
  );
}
