import { Alert, Button, Modal, ModalBody, ModalFooter, ModalHeader } from "@patternfly/react-core";
import { useState } from "react";
import { explain } from "./ErrorState";
import type { Refusal } from "./refusals";

interface Props {
  /** What is removed, for example "location Amsterdam". */
  what: string;
  consequence: string;
  /** Removes it; a returned text says why not. */
  onRemove: () => Promise<string | null>;
  verb?: string;
}

/** Asks before it removes. */
export function RemoveButton({ what, consequence, onRemove, verb = "Remove" }: Props) {
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const remove = async () => {
    setBusy(true);
    const why = await onRemove();
    setBusy(false);
    setRefusal(why);
    if (why === null) setOpen(false);
  };
  const close = () => {
    setOpen(false);
    setRefusal(null);
  };
  return (
    <>
      <Button variant="danger" onClick={() => setOpen(true)}>
        {verb}
      </Button>
      <Modal isOpen={open} onClose={close} variant="small" aria-labelledby="remove-title" aria-describedby="remove-body">
        <ModalHeader title={`${verb} ${what}?`} labelId="remove-title" titleIconVariant="warning" />
        <ModalBody id="remove-body">
          {refusal && <Alert variant="danger" isInline title={refusal} />}
          {consequence}
        </ModalBody>
        <ModalFooter>
          <Button variant="danger" isLoading={busy} isDisabled={busy} onClick={() => void remove()}>
            {verb}
          </Button>
          <Button variant="link" onClick={close}>
            Cancel
          </Button>
        </ModalFooter>
      </Modal>
    </>
  );
}

/** Reads how a removal went: null when it is gone, otherwise why it is not. */
export function removal(error: Error | undefined, refusals: readonly Refusal[] | undefined, onDone: () => void): string | null {
  if (error) return explain(error);
  const why = refusals?.[0]?.message;
  if (why !== undefined) return why;
  onDone();
  return null;
}
