import { Alert, Button, Flex, FlexItem, Form, Modal, ModalBody, ModalFooter, ModalHeader, Progress, Title } from "@patternfly/react-core";
import { useState } from "react";
import { useMutation } from "urql";
import type { NodeFieldsFragment } from "../../gql/graphql";
import { explain } from "../../ui/admin/ErrorState";
import { useNotice } from "../../ui/admin/notices";
import { removal, RemoveButton } from "../../ui/admin/RemoveButton";
import { NodeMaintenanceMutation, NodeRemoveMutation } from "./documents";
import { Provisioning } from "./Provisioning";
import { Reason } from "./Reason";
import { Timeline } from "./Timeline";

interface Props {
  node: NodeFieldsFragment;
  onDone: () => void;
}

/** What can be done with a node besides changing its record. */
export function NodeLife({ node, onDone }: Props) {
  const [, remove] = useMutation(NodeRemoveMutation);
  const notice = useNotice();
  const [reason, setReason] = useState("");
  const force = node.state !== "NEVER_CONTACTED" && !node.drain?.drained;
  return (
    <>
    <Provisioning node={node} />
    <section aria-labelledby="life">
      <Title headingLevel="h2" id="life" size="lg" className="parley-gap-below">
        Life of the node
      </Title>
      <Draining node={node} />
      <Flex>
        <FlexItem>
          <Maintenance node={node} />
        </FlexItem>
        <FlexItem>
          <RemoveButton
            what={`node ${node.name}`}
            verb={force ? "Force removal of" : "Remove"}
            label={force ? "Force removal" : "Remove"}
            consequence={
              force
                ? `The node has not drained: ${node.drain ? `${node.drain.calls === 1 ? "1 call is" : `${node.drain.calls} calls are`} on it, which end.` : "calls on it end."} Its certificate becomes worthless. To spare the callers, put it into maintenance mode and wait until it has drained.`
                : "Its certificate becomes worthless."
            }
            questions={<Reason value={reason} onChange={setReason} />}
            onRemove={async () => {
              const { data, error } = await remove({ input: { id: node.id, force, reason } });
              return removal(error, data?.conferencingNodeRemove.userErrors, () => {
                notice(`Conferencing Node ${node.name} was removed`);
                onDone();
              });
            }}
          />
        </FlexItem>
      </Flex>
      <Timeline id={node.id} />
    </section>
    </>
  );
}

/** How far a node in maintenance is in giving up its calls. */
function Draining({ node }: { node: NodeFieldsFragment }) {
  const { drain } = node;
  if (!drain) return null;
  const { calls, callsAtStart, conferences, drained } = drain;
  const rest = drained ? "Drained: nothing is left on it" : `${calls === 1 ? "1 call" : `${calls} calls`} in ${conferences === 1 ? "1 conference" : `${conferences} conferences`} left`;
  return (
    <Progress
      className="parley-gap-below parley-narrow"
      title="Draining"
      value={drained || callsAtStart === 0 ? 100 : Math.round((100 * (callsAtStart - calls)) / callsAtStart)}
      valueText={rest}
      label={rest}
      measureLocation="outside"
      {...(drained ? { variant: "success" as const } : {})}
    />
  );
}

function Maintenance({ node }: { node: NodeFieldsFragment }) {
  const [{ fetching }, set] = useMutation(NodeMaintenanceMutation);
  const notice = useNotice();
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState("");
  const [refusal, setRefusal] = useState<string | null>(null);
  const change = async (maintenance: boolean) => {
    const { data, error } = await set({ input: { id: node.id, maintenance, reason } });
    const why = error ? explain(error) : data?.conferencingNodeSetMaintenance.userErrors[0]?.message;
    setRefusal(why ?? null);
    if (why !== undefined) return;
    setAsking(false);
    setReason("");
    notice(maintenance ? `${node.name} takes no new calls` : `${node.name} takes calls again`);
  };
  if (node.maintenance) {
    return (
      <>
        <Button variant="secondary" isDisabled={fetching} onClick={() => void change(false)}>
          Leave maintenance mode
        </Button>
        <div aria-live="assertive">{refusal && <Alert variant="danger" isInline title={refusal} className="parley-gap-above" />}</div>
      </>
    );
  }
  return (
    <>
      <Button variant="secondary" onClick={() => setAsking(true)}>
        Enter maintenance mode
      </Button>
      <Modal isOpen={asking} onClose={() => setAsking(false)} variant="small" aria-labelledby="maintenance-title">
        <ModalHeader title="Enter maintenance mode?" labelId="maintenance-title" description="The node takes no new calls. Calls that it carries go on." />
        <ModalBody>
          <Form
            id="maintenance-form"
            onSubmit={(event) => {
              event.preventDefault();
              void change(true);
            }}
          >
            <div aria-live="assertive" className="parley-live">
              {refusal && <Alert variant="danger" isInline title={refusal} />}
            </div>
            <Reason value={reason} onChange={setReason} />
          </Form>
        </ModalBody>
        <ModalFooter>
          <Button variant="primary" type="submit" form="maintenance-form" isDisabled={fetching}>
            Enter maintenance mode
          </Button>
          <Button variant="link" onClick={() => setAsking(false)}>
            Cancel
          </Button>
        </ModalFooter>
      </Modal>
    </>
  );
}
