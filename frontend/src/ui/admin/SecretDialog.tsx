import { Button, ClipboardCopy, Modal, ModalBody, ModalFooter, ModalHeader } from "@patternfly/react-core";

interface Props {
  title: string;
  description: string;
  /** What the secret is called for those who listen. */
  label: string;
  secret: string;
  testId?: string;
  onClose: () => void;
}

/** Shows a secret, this once, to be copied: only the button that says so closes it. */
export function SecretDialog({ title, description, label, secret, testId, onClose }: Props) {
  return (
    <Modal isOpen variant="small" aria-labelledby="secret-title" aria-describedby="secret-body">
      <ModalHeader title={title} labelId="secret-title" description={description} />
      <ModalBody id="secret-body">
        <ClipboardCopy isReadOnly isCode hoverTip="Copy" clickTip="Copied" textAriaLabel={label} data-testid={testId}>
          {secret}
        </ClipboardCopy>
      </ModalBody>
      <ModalFooter>
        <Button variant="primary" onClick={onClose}>
          I have kept it
        </Button>
      </ModalFooter>
    </Modal>
  );
}
