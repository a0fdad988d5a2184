import { Dialog } from "./Dialog";

interface Props {
  title: string;
  text: string;
  action: string;
  onConfirm: () => void;
  onClose: () => void;
}

/** Asks before something that cannot be taken back. */
export function ConfirmDialog({ title, text, action, onConfirm, onClose }: Props) {
  return (
    <Dialog
      title={title}
      onClose={onClose}
      testId="confirm-dialog"
      foot={
        <>
          <button type="button" className="button button--plain" onClick={onClose}>
            Cancel
          </button>
          <button
            type="button"
            className="button button--danger"
            data-testid="confirm"
            onClick={() => {
              onClose();
              onConfirm();
            }}
          >
            {action}
          </button>
        </>
      }
    >
      <p>{text}</p>
    </Dialog>
  );
}
