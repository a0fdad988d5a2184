import { Button, Form, FormGroup, FormSelect, FormSelectOption, FormSelectOptionGroup, PageSection, Title } from "@patternfly/react-core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useClient, useQuery } from "urql";
import type { CallType, ExplainPlacementQuery as Data, QualitySetting } from "../../gql/graphql";
import { ErrorState } from "../../ui/admin/ErrorState";
import { Loading } from "../../ui/admin/Loading";
import { useTitle } from "../../ui/admin/useTitle";
import { Decision } from "./Decision";
import { ExplainPlacementQuery, PlacementChoicesQuery } from "./documents";
import { receivedBy } from "./words";

type Explanation = Data["explainPlacement"];
const choicesContext = { additionalTypenames: ["Location", "ConferencingNode", "MeetingRoom"], requestPolicy: "network-only" as const };

/** A dry run: where a call would go now, and why. */
export function PlacementPage() {
  useTitle("Placement");
  const [{ data, error }, reload] = useQuery({ query: PlacementChoicesQuery, context: choicesContext });
  return (
    <>
      <PageSection>
        <Title headingLevel="h1">Placement</Title>
        <p className="parley-intro">
          A dry run: which node would carry the media of a call by the rules of placement, with the loads of this moment. Nothing is reserved. Today a node carries the calls that it takes itself.
        </p>
      </PageSection>
      <PageSection isFilled>
        {error && !data && <ErrorState title="The locations could not be loaded" error={error} onRetry={() => reload({ requestPolicy: "network-only" })} />}
        {!error && !data && <Loading />}
        {data?.locations.nodes.length === 0 && (
          <p>
            There is no location yet. <Link to="/locations">Add one</Link> first.
          </p>
        )}
        {data && data.locations.nodes.length > 0 && <DryRun locations={data.locations.nodes} nodes={data.conferencingNodes.nodes} services={data.services.nodes} />}
      </PageSection>
    </>
  );
}

type Choices = readonly { id: string; name: string }[];

function DryRun({ locations, nodes, services }: { locations: Choices; nodes: Choices; services: Choices }) {
  const client = useClient();
  const [from, setFrom] = useState(`location:${locations[0]?.id ?? ""}`);
  const [service, setService] = useState("");
  const [callType, setCallType] = useState("");
  const [quality, setQuality] = useState("");
  const [state, setState] = useState<{ busy: boolean; error?: Error | undefined; answer?: Explanation | undefined }>({ busy: false });
  const explain = async () => {
    setState((old) => ({ ...old, busy: true }));
    const input = { ...receivedBy(from), serviceId: service || null, callType: (callType || null) as CallType | null, maxQuality: (quality || null) as QualitySetting | null };
    const { data, error } = await client.query(ExplainPlacementQuery, { input }, { requestPolicy: "network-only" });
    setState({ busy: false, error, answer: data?.explainPlacement });
  };
  return (
    <>
      <Form
        className="parley-narrow"
        onSubmit={(event) => {
          event.preventDefault();
          void explain();
        }}
      >
        <FormGroup label="Call received by" fieldId="from">
          <FormSelect id="from" value={from} onChange={(_, v) => setFrom(v)}>
            <Group label="Location" kind="location" list={locations} />
            {nodes.length > 0 && <Group label="Conferencing Node" kind="node" list={nodes} />}
          </FormSelect>
        </FormGroup>
        <FormGroup label="Service that is called" fieldId="service">
          <FormSelect id="service" value={service} onChange={(_, v) => setService(v)}>
            <FormSelectOption value="" label="None in particular" />
            {services.map((s) => (
              <FormSelectOption key={s.id} value={s.id} label={s.name} />
            ))}
          </FormSelect>
        </FormGroup>
        <FormGroup label="Call type" fieldId="call-type">
          <FormSelect id="call-type" value={callType} onChange={(_, v) => setCallType(v)}>
            <FormSelectOption value="" label={service ? "As the service has it" : "Video"} />
            <FormSelectOption value="VIDEO" label="Audio, video and presentation" />
            <FormSelectOption value="VIDEO_ONLY" label="Audio and video" />
            <FormSelectOption value="AUDIO" label="Audio only" />
          </FormSelect>
        </FormGroup>
        <FormGroup label="Highest quality" fieldId="quality">
          <FormSelect id="quality" value={quality} onChange={(_, v) => setQuality(v)}>
            <FormSelectOption value="" label={service ? "As the service has it" : "As the global settings say"} />
            <FormSelectOption value="SD" label="SD" />
            <FormSelectOption value="HD" label="HD" />
            <FormSelectOption value="FULL_HD" label="Full HD" />
          </FormSelect>
        </FormGroup>
        <div>
          <Button type="submit" variant="primary" isLoading={state.busy} isDisabled={state.busy}>
            Explain
          </Button>
        </div>
      </Form>
      <div aria-live="polite" className="parley-gap-above">
        {state.error && <ErrorState title="The placement could not be explained" error={state.error} onRetry={() => void explain()} />}
        {state.answer && <Decision answer={state.answer} />}
      </div>
    </>
  );
}

function Group({ label, kind, list }: { label: string; kind: string; list: Choices }) {
  return (
    <FormSelectOptionGroup label={label}>
      {list.map((l) => (
        <FormSelectOption key={l.id} value={`${kind}:${l.id}`} label={l.name} />
      ))}
    </FormSelectOptionGroup>
  );
}
