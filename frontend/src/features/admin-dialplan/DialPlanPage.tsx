import { ActionGroup, Button, Form, PageSection, Title } from "@patternfly/react-core";
import { useMemo, useState } from "react";
import { useForm, useWatch } from "react-hook-form";
import { useQuery } from "urql";
import { protocols } from "../../ui/admin/calls";
import { ChoiceField } from "../../ui/admin/ChoiceField";
import { LocationChoices } from "../../ui/admin/choices";
import { ErrorState } from "../../ui/admin/ErrorState";
import { SelectField, SwitchField, TextField } from "../../ui/admin/fields";
import { Loading } from "../../ui/admin/Loading";
import { useTitle } from "../../ui/admin/useTitle";
import { Answer } from "./Answer";
import { callInput, type CallValues, newCall } from "./answer";
import { ResolveAliasQuery } from "./documents";

const directions = [
  { value: "INCOMING", label: "Into the platform" },
  { value: "OUTGOING", label: "Out of a conference" },
];
const fresh = { requestPolicy: "network-only" as const };

/** Asks what a call would lead to. Nobody is called. */
export function DialPlanPage() {
  useTitle("Dial plan test");
  const [asked, setAsked] = useState<CallValues | null>(null);
  const form = useForm<CallValues>({ defaultValues: newCall });
  const { control } = form;
  const direction = useWatch({ control, name: "direction" });
  const variables = useMemo(() => ({ input: callInput(asked ?? newCall) }), [asked]);
  const [{ data, error, fetching }, ask] = useQuery({ query: ResolveAliasQuery, variables, pause: asked === null, context: fresh });
  return (
    <>
      <PageSection>
        <Title headingLevel="h1">Dial plan test</Title>
        <p className="parley-intro">What an alias leads to by the configuration as it is now, and why. Nobody is called.</p>
      </PageSection>
      <PageSection>
        {/* A copy each time, so that the same question is asked again: the configuration may be another one. */}
        <Form className="parley-narrow" noValidate onSubmit={(event) => void form.handleSubmit((values) => setAsked({ ...values }))(event)}>
          <TextField control={control} name="alias" label="Alias" required help="The whole string that is dialled, for example name@example.com or sip:name@example.com." />
          <SelectField control={control} name="direction" label="The call goes" options={directions} />
          <ChoiceField control={control} name="locationId" label="Location" from={LocationChoices} none="One that no rule names" help="Of the node that takes or places the call." />
          {direction === "INCOMING" && <SelectField control={control} name="protocol" label="Protocol" options={protocols} />}
          {direction === "INCOMING" && <SwitchField control={control} name="registered" label="The caller is a registered device" />}
          {direction === "INCOMING" && <TextField control={control} name="receptionDigits" label="Digits" help="What is keyed in if the alias leads to a Virtual Reception." />}
          <ActionGroup>
            <Button type="submit" variant="primary" isLoading={fetching} isDisabled={fetching}>
              Test
            </Button>
          </ActionGroup>
        </Form>
      </PageSection>
      <PageSection isFilled>
        {error && <ErrorState title="The question could not be answered" error={error} onRetry={() => ask(fresh)} />}
        {!error && fetching && <Loading />}
        {!error && !fetching && asked !== null && data && <Answer resolution={data.resolveAlias} />}
      </PageSection>
    </>
  );
}
