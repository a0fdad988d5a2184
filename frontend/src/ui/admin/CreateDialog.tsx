import { Button, Form, Modal, ModalBody, ModalFooter, ModalHeader } from "@patternfly/react-core";
import { type ReactNode, useState } from "react";
import { type DefaultValues, type FieldPath, type FieldValues, useForm, type UseFormReturn } from "react-hook-form";
import { explain } from "./ErrorState";
import { Refusals } from "./FormPage";
import { useNotice } from "./notices";
import { applyRefusals, type Refusal } from "./refusals";

interface Props<Values extends FieldValues> {
  label: string;
  title: string;
  initial: DefaultValues<Values>;
  /** The field that the writing begins with. */
  first: FieldPath<Values>;
  /** What the notice of success says; absent: the page says it itself. */
  done?: (values: Values) => string;
  fields: (form: UseFormReturn<Values>) => ReactNode;
  /** Creates it; what stands in the way comes back. */
  onCreate: (values: Values) => Promise<{ error?: Error | undefined; userErrors?: readonly Refusal[] | undefined }>;
}

/** A button that opens a short form for something new. */
export function CreateDialog<Values extends FieldValues>(p: Props<Values>) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="primary" onClick={() => setOpen(true)}>
        {p.label}
      </Button>
      {open && <Dialog {...p} onClose={() => setOpen(false)} />}
    </>
  );
}

function Dialog<Values extends FieldValues>({ label, title, initial, first, done, fields, onCreate, onClose }: Props<Values> & { onClose: () => void }) {
  const form = useForm<Values>({ defaultValues: initial });
  const [refusals, setRefusals] = useState<readonly Refusal[]>([]);
  const notice = useNotice();
  const save = form.handleSubmit(async (values) => {
    setRefusals([]);
    const { error, userErrors } = await onCreate(values);
    if (error) return setRefusals([{ code: "INTERNAL", message: explain(error) }]);
    if (userErrors && userErrors.length > 0) return setRefusals(applyRefusals(form, userErrors));
    if (done) notice(done(values));
    onClose();
  });
  const submit = (event: React.FormEvent) => {
    // A refusal of the last attempt must not keep the next one from being made.
    form.clearErrors();
    void save(event);
  };
  return (
    <Modal isOpen onClose={onClose} variant="small" aria-labelledby="create-title" elementToFocus={`#create-form [name="${first}"]`}>
      <ModalHeader title={title} labelId="create-title" />
      <ModalBody>
        <Form id="create-form" onSubmit={submit} noValidate>
          <Refusals refusals={refusals} />
          {fields(form)}
        </Form>
      </ModalBody>
      <ModalFooter>
        <Button type="submit" form="create-form" variant="primary" isLoading={form.formState.isSubmitting} isDisabled={form.formState.isSubmitting}>
          {label}
        </Button>
        <Button variant="link" onClick={onClose}>
          Cancel
        </Button>
      </ModalFooter>
    </Modal>
  );
}
