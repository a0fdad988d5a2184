import { Button, Form, Modal, ModalBody, ModalFooter, ModalHeader } from "@patternfly/react-core";
import { useState } from "react";
import { useForm } from "react-hook-form";
import { useMutation } from "urql";
import { explain } from "../../ui/admin/ErrorState";
import { TextField } from "../../ui/admin/fields";
import { Refusals } from "../../ui/admin/FormPage";
import { useNotice } from "../../ui/admin/notices";
import { applyRefusals, type Refusal } from "../../ui/admin/refusals";
import { AdministratorSetPasswordMutation } from "./documents";

interface Props {
  id: string;
  username: string;
}

/** A button that sets a new password of an account. */
export function SetPassword(p: Props) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="secondary" onClick={() => setOpen(true)}>
        Set password
      </Button>
      {open && <Dialog {...p} onClose={() => setOpen(false)} />}
    </>
  );
}

function Dialog({ id, username, onClose }: Props & { onClose: () => void }) {
  const form = useForm({ defaultValues: { password: "" } });
  const [refusals, setRefusals] = useState<readonly Refusal[]>([]);
  const [, set] = useMutation(AdministratorSetPasswordMutation);
  const notice = useNotice();
  const save = form.handleSubmit(async ({ password }) => {
    setRefusals([]);
    const { data, error } = await set({ input: { id, password } }, { additionalTypenames: ["Session"] });
    if (error) return setRefusals([{ code: "INTERNAL", message: explain(error) }]);
    const userErrors = data?.administratorSetPassword.userErrors ?? [];
    if (userErrors.length > 0) return setRefusals(applyRefusals(form, userErrors));
    notice(`Administrator ${username} has a new password`);
    onClose();
  });
  return (
    <Modal isOpen onClose={onClose} variant="small" aria-labelledby="password-title" elementToFocus={'#password-form [name="password"]'}>
      <ModalHeader title={`New password of ${username}`} labelId="password-title" description="It ends the account's other sessions and unlocks it." />
      <ModalBody>
        <Form
          id="password-form"
          noValidate
          onSubmit={(event) => {
            form.clearErrors();
            void save(event);
          }}
        >
          <Refusals refusals={refusals} />
          <TextField control={form.control} name="password" label="New password" required type="password" autoComplete="new-password" help="12 to 128 characters." />
        </Form>
      </ModalBody>
      <ModalFooter>
        <Button type="submit" form="password-form" variant="primary" isLoading={form.formState.isSubmitting} isDisabled={form.formState.isSubmitting}>
          Set password
        </Button>
        <Button variant="link" onClick={onClose}>
          Cancel
        </Button>
      </ModalFooter>
    </Modal>
  );
}
