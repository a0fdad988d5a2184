import { Alert, Button, type ButtonProps, Modal, ModalBody, ModalFooter, ModalHeader } from "@patternfly/react-core";
import { type ReactNode, useId, useState } from "react";
import { explain } from "./ErrorState";
import type { Refusal } from "./refusals";

interface Props {
  /** What is removed, for example "location Amsterdam". */
  what: string;
  consequence: string;
  /** Below it: what is asked besides. */
  questions?: ReactNode;
  /** Removes it; a returned text says why not. */
  onRemove: () => Promise<string | null>;
  verb?: string;
  /** What the button says, when that is more than the verb. */
  label?: string;
  /** How the button looks before anybody is asked. */
  variant?: ButtonProps["variant"];
  size?: ButtonProps["size"];
  icon?: ButtonProps["icon"];
  /** Something is lost by it. */
  isDanger?: boolean;
}

/** Asks before it removes. */
export function RemoveButton({ what, consequence, questions, onRemove, verb = "Remove", label = verb, variant = "secondary", size, icon, isDanger = true }: Props) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant={variant} size={size} icon={icon} isDanger={isDanger} aria-label={`${verb} ${what}`} onClick={() => setOpen(true)}>
        {icon === undefined || variant !== "plain" ? label : null}
      </Button>
      {open && <Question what={what} verb={verb} consequence={consequence} questions={questions} onRemove={onRemove} isDanger={isDanger} onClose={() => setOpen(false)} />}
    </>
  );
}

function Question({ what, verb, consequence, questions, onRemove, isDanger, onClose }: Pick<Props, "what" | "consequence" | "questions" | "onRemove"> & { verb: string; isDanger: boolean; onClose: () => void }) {
  const id = useId();
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const remove = async () => {
    setBusy(true);
    const why = await onRemove();
    setBusy(false);
    setRefusal(why);
    if (why === null) onClose();
  };
  return (
    <Modal isOpen onClose={onClose} variant="small" aria-labelledby={`${id}-title`} aria-describedby={`${id}-body`}>
      <ModalHeader title={`${verb} ${what}?`} labelId={`${id}-title`} {...(isDanger ? { titleIconVariant: "warning" as const } : {})} />
      <ModalBody id={`${id}-body`}>
        <div aria-live="assertive">{refusal && <Alert variant="danger" isInline title={refusal} className="parley-gap-below" />}</div>
        {consequence}
        {questions && <div className="parley-fields parley-gap-above">{questions}</div>}
      </ModalBody>
      <ModalFooter>
        <Button variant={isDanger ? "danger" : "primary"} isLoading={busy} isDisabled={busy} onClick={() => void remove()}>
          {verb}
        </Button>
        <Button variant="link" onClick={onClose}>
          Cancel
        </Button>
      </ModalFooter>
    </Modal>
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
