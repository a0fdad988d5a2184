import { ActionGroup, Button, Form, PageSection, Title } from "@patternfly/react-core";
import { useState } from "react";
import { useForm, useWatch } from "react-hook-form";
import { useClient } from "urql";
import type { ExplainPlacementQuery as Data } from "../../gql/graphql";
import { callTypes, qualities } from "../../ui/admin/calls";
import { ChoiceField } from "../../ui/admin/ChoiceField";
import { LocationChoices, NodeChoices, ServiceChoices } from "../../ui/admin/choices";
import { ErrorState } from "../../ui/admin/ErrorState";
import { SelectField } from "../../ui/admin/fields";
import { useTitle } from "../../ui/admin/useTitle";
import { Decision } from "./Decision";
import { ExplainPlacementQuery } from "./documents";
import { callInput, type CallValues, newCall } from "./words";

type Explanation = Data["explainPlacement"];

const receivers = [
  { value: "location", label: "Any node of a location" },
  { value: "node", label: "A Conferencing Node" },
];

/** A dry run: where a call would go now, and why. */
export function PlacementPage() {
  useTitle("Placement");
  return (
    <>
      <PageSection>
        <Title headingLevel="h1">Placement</Title>
        <p className="parley-intro">
          A dry run: which node would carry the media of a call by the rules of placement, with the loads of this moment. Nothing is reserved. Nodes decide by the same rules, with what they know at the moment.
        </p>
      </PageSection>
      <PageSection isFilled>
        <DryRun />
      </PageSection>
    </>
  );
}

function DryRun() {
  const client = useClient();
  const form = useForm<CallValues>({ defaultValues: newCall });
  const { control } = form;
  const [receivedBy, service] = useWatch({ control, name: ["receivedBy", "service"] });
  const [state, setState] = useState<{ error?: Error | undefined; answer?: Explanation | undefined }>({});
  const explain = form.handleSubmit(async (values) => {
    const { data, error } = await client.query(ExplainPlacementQuery, { input: callInput(values) }, { requestPolicy: "network-only" });
    setState({ error, answer: data?.explainPlacement });
  });
  const busy = form.formState.isSubmitting;
  return (
    <>
      <Form className="parley-narrow" noValidate onSubmit={(event) => void explain(event)}>
        <SelectField control={control} name="receivedBy" label="Call received by" options={receivers} />
        {receivedBy === "node" ? (
          <ChoiceField key="node" control={control} name="node" label="Conferencing Node" from={NodeChoices} />
        ) : (
          <ChoiceField key="location" control={control} name="location" label="Location" from={LocationChoices} />
        )}
        <ChoiceField control={control} name="service" label="Service that is called" from={ServiceChoices} none="None in particular" />
        <SelectField control={control} name="callType" label="Call type" options={[{ value: "", label: service ? "As the service has it" : "Video" }, ...callTypes]} />
        <SelectField control={control} name="maxQuality" label="Highest quality" options={[{ value: "", label: service ? "As the service has it" : "As the global settings say" }, ...qualities]} />
        <ActionGroup>
          <Button type="submit" variant="primary" isLoading={busy} isDisabled={busy}>
            Explain
          </Button>
        </ActionGroup>
      </Form>
      <div aria-live="polite" className="parley-gap-above">
        {state.error && <ErrorState title="The placement could not be explained" error={state.error} onRetry={() => void explain()} />}
        {state.answer && <Decision answer={state.answer} />}
      </div>
    </>
  );
}
