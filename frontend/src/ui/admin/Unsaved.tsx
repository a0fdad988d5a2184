import { Button, Modal, ModalBody, ModalFooter, ModalHeader } from "@patternfly/react-core";
import { useBlocker } from "@tanstack/react-router";

/** Asks before a page with changes that are not saved is left. */
export function Unsaved({ isDirty }: { isDirty: () => boolean }) {
  const blocker = useBlocker({ shouldBlockFn: isDirty, enableBeforeUnload: isDirty, withResolver: true });
  if (blocker.status !== "blocked") return null;
  return (
    <Modal isOpen onClose={blocker.reset} variant="small" aria-labelledby="unsaved-title" aria-describedby="unsaved-body">
      <ModalHeader title="Leave without saving?" labelId="unsaved-title" titleIconVariant="warning" />
      <ModalBody id="unsaved-body">What you changed on this page is not saved yet and will be lost.</ModalBody>
      <ModalFooter>
        <Button variant="primary" onClick={blocker.reset}>
          Stay on the page
        </Button>
        <Button variant="link" onClick={blocker.proceed}>
          Leave
        </Button>
      </ModalFooter>
    </Modal>
  );
}
