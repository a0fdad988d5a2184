import { Alert, Button, Form, FormGroup, Modal, ModalBody, ModalFooter, ModalHeader, TextInput } from "@patternfly/react-core";
import { useId, useState } from "react";
import { useMutation } from "urql";
import { explain } from "../../ui/admin/ErrorState";
import { useNotice } from "../../ui/admin/notices";
import { AlarmAcknowledgeMutation } from "./documents";
import type { Alarm } from "./state";
import { kinds } from "./words";

/** Notes that somebody has seen an alarm, and what they do about it. */
export function AcknowledgeButton({ alarm }: { alarm: Alarm }) {
  const [open, setOpen] = useState(false);
  const name = alarm.subject.name ? `${kinds[alarm.kind]}, ${alarm.subject.name}` : kinds[alarm.kind];
  return (
    <>
      <Button variant="secondary" size="sm" aria-label={`Acknowledge ${name}`} onClick={() => setOpen(true)}>
        {alarm.acknowledgedAt ? "Note" : "Acknowledge"}
      </Button>
      {open && <Dialog alarm={alarm} name={name} onClose={() => setOpen(false)} />}
    </>
  );
}

function Dialog({ alarm, name, onClose }: { alarm: Alarm; name: string; onClose: () => void }) {
  const id = useId();
  const [{ fetching }, acknowledge] = useMutation(AlarmAcknowledgeMutation);
  const [note, setNote] = useState(alarm.note ?? "");
  const [refusal, setRefusal] = useState<string | null>(null);
  const notice = useNotice();
  const save = async () => {
    const { data, error } = await acknowledge({ input: { id: alarm.id, note } });
    const why = error ? explain(error) : data?.alarmAcknowledge.userErrors[0]?.message;
    setRefusal(why ?? null);
    if (why !== undefined) return;
    notice(`${name} was acknowledged`);
    onClose();
  };
  return (
    <Modal isOpen onClose={onClose} variant="small" aria-labelledby={`${id}-title`} elementToFocus={`[id="${id}-note"]`}>
      <ModalHeader title={`Acknowledge ${name}?`} labelId={`${id}-title`} description="The alarm stays until its cause is gone. Everybody sees that you have taken note of it." />
      <ModalBody>
        <Form
          id={`${id}-form`}
          onSubmit={(event) => {
            event.preventDefault();
            void save();
          }}
        >
          <div aria-live="assertive" className="parley-live">
            {refusal && <Alert variant="danger" isInline title={refusal} />}
          </div>
          <FormGroup label="Note, for the others and the history" fieldId={`${id}-note`}>
            <TextInput id={`${id}-note`} value={note} maxLength={250} onChange={(_, value) => setNote(value)} />
          </FormGroup>
        </Form>
      </ModalBody>
      <ModalFooter>
        <Button type="submit" form={`${id}-form`} variant="primary" isLoading={fetching} isDisabled={fetching}>
          Acknowledge
        </Button>
        <Button variant="link" onClick={onClose}>
          Cancel
        </Button>
      </ModalFooter>
    </Modal>
  );
}
