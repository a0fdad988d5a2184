import { Button, EmptyState, EmptyStateBody, EmptyStateActions, EmptyStateFooter, Form, FormGroup, FormHelperText, HelperText, HelperTextItem, PageSection, Spinner, Switch, TextInput, Title } from "@patternfly/react-core";
import { useState } from "react";
import { useQuery } from "urql";
import type { BurstingSimulateInput } from "../../gql/graphql";
import { ErrorState } from "../../ui/admin/ErrorState";
import { Loading } from "../../ui/admin/Loading";
import { useMay } from "../../ui/admin/session";
import { useTitle } from "../../ui/admin/useTitle";
import { Outcomes } from "./Outcomes";
import { BurstingPresentQuery, BurstingSimulateQuery } from "./simulateDocuments";
import { fieldId, firstVariants, lastWeek, mostVariants, nameOf, type Present, type Problem, problemsOf, simulationInput, type Variant, variant } from "./simulation";
import "./bursting.css";

const context = { requestPolicy: "network-only" as const };
const nothing: BurstingSimulateInput = { from: "", to: "", variants: [] };

/** What bursting would have done with the demand in the log, under other settings. */
export function SimulatorPage() {
  useTitle("Bursting simulator");
  const [input, setInput] = useState<BurstingSimulateInput | null>(null);
  const [{ data, error, fetching, stale }, again] = useQuery({ query: BurstingSimulateQuery, variables: { input: input ?? nothing }, pause: input === null, context });
  const { present, isKnown } = usePresent();
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
        {isKnown ? <Settings present={present} busy={busy} onRun={run} /> : <Loading />}
        <section aria-label="Outcome" aria-busy={busy} className="parley-footer">
          {busy ? (
            <Replaying onStop={() => setInput(null)} />
          ) : error ? (
            <ErrorState title="The demand could not be replayed" error={error} onRetry={() => again({ requestPolicy: "network-only" })} />
          ) : data && input ? (
            <Outcomes simulation={data.burstingSimulate} input={input} present={present} />
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

/** The settings that count now, if the reader may see them; without them it can be simulated all the same. */
function usePresent(): { present: Present; isKnown: boolean } {
  const may = useMay("config:read");
  const [{ data, error }] = useQuery({ query: BurstingPresentQuery, pause: !may });
  const now = data?.globalSettings;
  const present = now ? { enabled: now.burstingEnabled, thresholdHd: now.burstingThreshold, minLifetimeMinutes: now.burstingMinLifetime } : null;
  return { present, isKnown: !may || data !== undefined || error !== undefined };
}

function Replaying({ onStop }: { onStop: () => void }) {
  return (
    <EmptyState headingLevel="h2" titleText="The demand is replayed" icon={Spinner}>
      <EmptyStateBody>That may take up to half a minute. It asks nothing of the nodes.</EmptyStateBody>
      <EmptyStateFooter>
        <EmptyStateActions>
          <Button variant="link" onClick={onStop}>
            Stop
          </Button>
        </EmptyStateActions>
      </EmptyStateFooter>
    </EmptyState>
  );
}

function Settings({ present, busy, onRun }: { present: Present; busy: boolean; onRun: (input: BurstingSimulateInput) => void }) {
  const [{ from, to }, setSpan] = useState(() => lastWeek(new Date()));
  const [variants, setVariants] = useState<readonly Variant[]>(() => firstVariants(present));
  const [isTried, setTried] = useState(false);
  const problems = isTried ? problemsOf(from, to, variants) : [];
  const change = (key: number, part: Partial<Variant>) => setVariants((all) => all.map((v) => (v.key === key ? { ...v, ...part } : v)));
  const submit = (event: React.FormEvent) => {
    event.preventDefault();
    if (busy) return;
    setTried(true);
    const [first] = problemsOf(from, to, variants);
    if (first) document.getElementById(first.id)?.focus();
    else onRun(simulationInput(from, to, variants));
  };
  return (
    <Form className="burst-form" onSubmit={submit} noValidate>
      <div className="burst-variant-fields parley-narrow">
        <Field id="simulate-from" label="From" type="datetime-local" value={from} problems={problems} onChange={(value) => setSpan({ from: value, to })} />
        <Field id="simulate-to" label="Until" type="datetime-local" value={to} problems={problems} onChange={(value) => setSpan({ from, to: value })} />
      </div>
      <div className="burst-variants">
        {variants.map((v) => (
          <VariantFields
            key={v.key}
            title={nameOf(v, variants)}
            value={v}
            present={present}
            problems={problems}
            onChange={(part) => change(v.key, part)}
            onRemove={variants.length > 1 ? () => setVariants(variants.filter((other) => other.key !== v.key)) : null}
          />
        ))}
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

interface FieldProps {
  id: string;
  label: string;
  value: string;
  problems: readonly Problem[];
  onChange: (value: string) => void;
  type?: "text" | "datetime-local";
  isNumber?: boolean;
  placeholder?: string;
  isDisabled?: boolean;
}

function Field({ id, label, value, problems, onChange, type = "text", isNumber = false, placeholder, isDisabled = false }: FieldProps) {
  const problem = problems.find((p) => p.id === id);
  return (
    <FormGroup label={label} fieldId={id}>
      <TextInput
        id={id}
        type={type}
        {...(type === "datetime-local" && { step: 1 })}
        value={value}
        placeholder={placeholder}
        inputMode={isNumber ? "decimal" : "text"}
        isDisabled={isDisabled}
        validated={problem ? "error" : "default"}
        aria-invalid={problem !== undefined}
        aria-describedby={problem && `${id}-problem`}
        onChange={(_, text) => onChange(text)}
      />
      {problem && (
        <FormHelperText>
          <HelperText id={`${id}-problem`} aria-live="polite">
            <HelperTextItem variant="error">{problem.text}</HelperTextItem>
          </HelperText>
        </FormHelperText>
      )}
    </FormGroup>
  );
}

interface VariantProps {
  title: string;
  value: Variant;
  present: Present;
  problems: readonly Problem[];
  onChange: (part: Partial<Variant>) => void;
  onRemove: (() => void) | null;
}

function VariantFields({ title, value, present, problems, onChange, onRemove }: VariantProps) {
  const now = (n: number | undefined) => (n === undefined ? "As it is now" : `Now ${n}`);
  const field = (name: "name" | "thresholdHd" | "minLifetimeMinutes" | "startMinutes" | "pricePerHour" | "currency", label: string, placeholder: string, isNumber = false) => (
    <Field
      id={fieldId(value, name)}
      label={label}
      value={value[name]}
      placeholder={placeholder}
      isNumber={isNumber}
      isDisabled={!value.enabled && name !== "name"}
      problems={problems}
      onChange={(text) => onChange({ [name]: text })}
    />
  );
  return (
    <fieldset className="burst-variant">
      <legend>{title}</legend>
      <div className="burst-variant-fields">
        {field("name", "Name", "")}
        {field("thresholdHd", "Threshold, HD calls", now(present?.thresholdHd), true)}
        {field("minLifetimeMinutes", "Runs at least, minutes", now(present?.minLifetimeMinutes), true)}
        {field("startMinutes", "A start takes, minutes", "As it usually took", true)}
        {field("pricePerHour", "Price of an hour", "That of the accounts", true)}
        {field("currency", "Currency of the price", value.pricePerHour.trim() === "" ? "" : "Such as EUR")}
        <Switch className="burst-variant-switch" id={fieldId(value, "enabled")} label="Bursting" isChecked={value.enabled} onChange={(_, enabled) => onChange({ enabled })} />
        {onRemove && (
          <div className="burst-variant-switch">
            <Button variant="link" isInline isDanger aria-label={`Remove ${title}`} onClick={onRemove}>
              Remove
            </Button>
          </div>
        )}
      </div>
    </fieldset>
  );
}
