import { Button, Modal, ModalBody, ModalFooter, ModalHeader } from "@patternfly/react-core";
import { useState } from "react";

interface Question {
  message: string;
  answer: (yes: boolean) => void;
}

/** Asks whether calls may end, and waits for the answer. */
export function useDropCalls() {
  const [question, setQuestion] = useState<Question | null>(null);
  const ask = (message: string) => new Promise<boolean>((answer) => setQuestion({ message, answer }));
  const close = (yes: boolean) => {
    question?.answer(yes);
    setQuestion(null);
  };
  const dialog = question && (
    <Modal isOpen onClose={() => close(false)} variant="small" aria-labelledby="drop-title" aria-describedby="drop-body">
      <ModalHeader title="Save and end the calls?" labelId="drop-title" titleIconVariant="warning" />
      <ModalBody id="drop-body">{question.message}</ModalBody>
      <ModalFooter>
        <Button variant="danger" onClick={() => close(true)}>
          Save and end the calls
        </Button>
        <Button variant="link" onClick={() => close(false)}>
          Cancel
        </Button>
      </ModalFooter>
    </Modal>
  );
  return { ask, dialog };
}
