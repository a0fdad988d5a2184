import { Alert, Button, Form, FormGroup, FormHelperText, HelperText, HelperTextItem, Modal, ModalBody, ModalFooter, ModalHeader, TextInput } from "@patternfly/react-core";
import { useState } from "react";
import { useMutation } from "urql";
import { explain } from "../../ui/admin/ErrorState";
import { useNotice } from "../../ui/admin/notices";
import { WebhookReplayMutation } from "./documents";

/** Delivers the past once more, after it was asked from where. */
export function Replay({ id, onActed }: { id: string; onActed: () => void }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="secondary" onClick={() => setOpen(true)}>
        Replay…
      </Button>
      {open && <Question id={id} onActed={onActed} onClose={() => setOpen(false)} />}
    </>
  );
}

function Question({ id, onActed, onClose }: { id: string; onActed: () => void; onClose: () => void }) {
  const [{ fetching }, replay] = useMutation(WebhookReplayMutation);
  const notice = useNotice();
  const [after, setAfter] = useState("0");
  const [through, setThrough] = useState("");
  const [refusal, setRefusal] = useState<string | null>(null);
  const run = async () => {
    const positions = [after.trim(), through.trim()];
    if (!/^\d+$/.test(positions[0] ?? "") || !/^\d*$/.test(positions[1] ?? "")) return setRefusal("A position is a whole number.");
    const { data, error } = await replay({ input: { id, after: positions[0] ?? "0", ...(positions[1] ? { through: positions[1] } : {}) } });
    const why = data?.webhookReplay.userErrors[0]?.message ?? (error ? explain(error) : null);
    setRefusal(why);
    if (why !== null) return;
    notice("The replay has begun");
    onActed();
    onClose();
  };
  return (
    <Modal isOpen onClose={onClose} variant="small" aria-labelledby="replay-title">
      <ModalHeader
        title="Deliver past events once more?"
        labelId="replay-title"
        description="They are marked as a replay, and go out beside what happens now. A replay that still runs is replaced."
      />
      <ModalBody>
        <Form
          id="replay-form"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            void run();
          }}
        >
          <div aria-live="assertive" className="parley-live">
            {refusal && <Alert variant="danger" isInline title={refusal} />}
          </div>
          <FormGroup label="Events after position" fieldId="replay-after" isRequired>
            <TextInput id="replay-after" inputMode="numeric" value={after} onChange={(_, value) => setAfter(value)} isRequired />
            <Help>0: from the first event of the log on. Positions are on the log page.</Help>
          </FormGroup>
          <FormGroup label="Up to position" fieldId="replay-through">
            <TextInput id="replay-through" inputMode="numeric" value={through} onChange={(_, value) => setThrough(value)} />
            <Help>Empty: up to the end of the log as it is now.</Help>
          </FormGroup>
        </Form>
      </ModalBody>
      <ModalFooter>
        <Button variant="primary" type="submit" form="replay-form" isLoading={fetching} isDisabled={fetching}>
          Replay
        </Button>
        <Button variant="link" onClick={onClose}>
          Cancel
        </Button>
      </ModalFooter>
    </Modal>
  );
}

function Help({ children }: { children: React.ReactNode }) {
  return (
    <FormHelperText>
      <HelperText>
        <HelperTextItem>{children}</HelperTextItem>
      </HelperText>
    </FormHelperText>
  );
}
