import { Alert, Button, Form, FormGroup, Modal, ModalBody, ModalFooter, ModalHeader, TextInput } from "@patternfly/react-core";
import { useId, useState } from "react";
import { useMutation } from "urql";
import { useNotice } from "../../ui/admin/notices";
import { removal } from "../../ui/admin/RemoveButton";
import { BurstNodeStartMutation, BurstNodeStopMutation } from "./documents";
import type { BurstNode } from "./stream";
import { cannot } from "./words";

export type Deed = "Start" | "Stop";

const consequences: Record<Deed, string> = {
  Start: "Its machine is started now, whatever is needed, and costs money while it runs. It is stopped by itself as usual: at least the lifetime of the global settings later, when nobody needs it.",
  Stop: "It takes no new calls. Its machine is stopped when the last call on it has ended.",
};

/** What can be done with a node's machine now, or why nothing can. */
export function PowerButton({ node, onAsk }: { node: BurstNode; onAsk: (deed: Deed) => void }) {
  const why = cannot(node);
  if (why !== null) return <span className="parley-small parley-muted">{why}</span>;
  const button = (deed: Deed) => (
    <Button size="sm" variant="secondary" aria-label={`${deed} ${node.node.name}`} onClick={() => onAsk(deed)}>
      {deed}
    </Button>
  );
  return (
    <div className="parley-row-actions">
      {node.canStart && button("Start")}
      {node.canStop && button("Stop")}
    </div>
  );
}

/** Asks why a machine is started or stopped by hand: it stays in the history. */
export function PowerDialog({ deed, node, onClose }: { deed: Deed; node: BurstNode["node"]; onClose: () => void }) {
  const id = useId();
  const [starting, start] = useMutation(BurstNodeStartMutation);
  const [stopping, stop] = useMutation(BurstNodeStopMutation);
  const [note, setNote] = useState("");
  const [refusal, setRefusal] = useState<string | null>(null);
  const notice = useNotice();
  const busy = starting.fetching || stopping.fetching;
  const run = async () => {
    const input = { nodeId: node.id, note: note.trim() || null };
    const done = (words: string) => () => {
      notice(words);
      onClose();
    };
    if (deed === "Start") {
      const { data, error } = await start({ input });
      setRefusal(removal(error, data?.burstNodeStart.userErrors, done(`${node.name} is to be started`)));
    } else {
      const { data, error } = await stop({ input });
      setRefusal(removal(error, data?.burstNodeStop.userErrors, done(`${node.name} takes no new calls, and is stopped when it is idle`)));
    }
  };
  return (
    <Modal isOpen onClose={onClose} variant="small" aria-labelledby={`${id}-title`} elementToFocus={`[id="${id}-note"]`}>
      <ModalHeader title={`${deed} ${node.name}?`} labelId={`${id}-title`} description={consequences[deed]} />
      <ModalBody>
        <Form
          id={`${id}-form`}
          onSubmit={(event) => {
            event.preventDefault();
            if (!busy) void run();
          }}
        >
          <div aria-live="assertive" className="parley-live">
            {refusal && <Alert variant="danger" isInline title={refusal} />}
          </div>
          <FormGroup label="Why, for the history of the node" fieldId={`${id}-note`}>
            <TextInput id={`${id}-note`} value={note} maxLength={250} onChange={(_, value) => setNote(value)} />
          </FormGroup>
        </Form>
      </ModalBody>
      <ModalFooter>
        <Button type="submit" form={`${id}-form`} variant="primary" isLoading={busy} isDisabled={busy}>
          {deed}
        </Button>
        <Button variant="link" onClick={onClose}>
          Cancel
        </Button>
      </ModalFooter>
    </Modal>
  );
}
