import { Button, Checkbox, Form, FormGroup, FormHelperText, FormSelect, FormSelectOption, HelperText, HelperTextItem, Modal, ModalBody, ModalFooter, ModalHeader, TextInput } from "@patternfly/react-core";
import { useId, useState } from "react";
import { useMutation } from "urql";
import { ChoiceSelect } from "../../ui/admin/ChoiceField";
import { type Choice as ChoiceValue, ThemeChoices } from "../../ui/admin/choices";
import { explain } from "../../ui/admin/ErrorState";
import type { Option } from "../../ui/admin/fields";
import { Later } from "../../ui/admin/Later";
import { bulkFields, type Draft, fieldsOf, patchOf, type PatchName, problemOf } from "./bulkFields";
import { BulkOutcome, closing, type Selected } from "./BulkOutcome";
import { BulkProgress } from "./BulkProgress";
import { ServicesUpdateMutation } from "./bulkDocuments";
import { type Kind, kinds } from "./kinds";
import { Participants } from "./ParticipantsField";
import { useBulk } from "./useBulk";
import { useNames } from "./useNames";

interface Props {
  kind: Kind;
  selected: readonly Selected[];
  onDone: () => void;
  onClose: () => void;
}

/** Sets the same in many services. */
export function BulkEdit({ kind, selected, onDone, onClose }: Props) {
  const id = useId();
  const [list] = useState(selected);
  const [draft, setDraft] = useState<Draft>({});
  const [, update] = useMutation(ServicesUpdateMutation);
  const bulk = useBulk<Selected>(async (part, idempotencyKey) => {
    const { data, error } = await update({ input: { idempotencyKey, ids: part.map((s) => s.id), set: patchOf(draft) } });
    return { results: data?.servicesUpdate.results, refusal: error ? explain(error) : data?.servicesUpdate.userErrors[0]?.message };
  });
  const nothing = Object.values(draft).every((v) => v === undefined);
  const isBad = fieldsOf(kind, false).concat(fieldsOf(kind, true)).some((n) => problemOf(n, draft) !== null);
  const field = (name: PatchName) => <PatchField key={name} id={`${id}-${name}`} name={name} draft={draft} onChange={(value) => setDraft((d) => ({ ...d, [name]: value }))} />;
  const close = closing(bulk, onDone, onClose);
  return (
    <Modal isOpen onClose={close} variant="medium" aria-labelledby={`${id}-title`}>
      <ModalHeader title={`Change ${list.length} ${list.length === 1 ? kinds[kind].noun : kinds[kind].plural}`} labelId={`${id}-title`} description="What you leave alone stays as it is in each of them." />
      <ModalBody>
        <BulkProgress bulk={bulk} title="Changing" />
        {bulk.state === "idle" ? (
          <Form id={`${id}-form`} onSubmit={(e) => e.preventDefault()}>
            {fieldsOf(kind, false).map(field)}
            <Later isSet={false} note="Conferencing Nodes do not use them yet.">
              {fieldsOf(kind, true).map(field)}
            </Later>
          </Form>
        ) : (
          <BulkOutcome bulk={bulk} done="changed" />
        )}
      </ModalBody>
      <ModalFooter>
        {bulk.state === "idle" && (
          <Button variant="primary" isDisabled={nothing || isBad} onClick={() => bulk.start(list)}>
            Change
          </Button>
        )}
        <Button variant={bulk.state === "idle" ? "link" : "primary"} isDisabled={bulk.state === "running"} onClick={close}>
          {bulk.state === "idle" ? "Cancel" : "Close"}
        </Button>
      </ModalFooter>
    </Modal>
  );
}

interface PatchProps {
  id: string;
  name: PatchName;
  draft: Draft;
  onChange: (value: string | readonly string[] | undefined) => void;
}

/** One field: left alone until it is changed. */
function PatchField({ id, name, draft, onChange }: PatchProps) {
  const field = bulkFields[name];
  const value = draft[name];
  const shared = { id, label: field.label, onChange };
  const text = typeof value === "string" ? value : undefined;
  switch (field.type) {
    case "option":
      return <Choice {...shared} options={field.options} value={text} />;
    case "switch":
      return <Choice {...shared} options={onOff} value={text} />;
    case "theme":
      return <ThemeChange {...shared} isChanged={text !== undefined} />;
    case "participants":
      return <ParticipantsChange {...shared} value={typeof value === "string" ? undefined : value} />;
    default:
      return <Changed {...shared} value={text} help={field.help} error={problemOf(name, draft) ?? undefined} />;
  }
}

const onOff: readonly Option[] = [
  { value: "ON", label: "On" },
  { value: "OFF", label: "Off" },
];

interface FieldProps {
  id: string;
  label: string;
  value: string | undefined;
  onChange: (value: string | undefined) => void;
}

function Changed({ id, label, value, onChange, help, error }: FieldProps & { help: string; error?: string | undefined }) {
  return (
    <FormGroup role="group" label={label} fieldId={id}>
      <Checkbox id={`${id}-change`} label={`Change the ${label.toLowerCase()}`} isChecked={value !== undefined} onChange={(_, on) => onChange(on ? "" : undefined)} />
      {value !== undefined && (
        <>
          <TextInput id={id} aria-label={label} className="parley-gap-above" value={value} validated={error ? "error" : "default"} aria-invalid={error !== undefined} aria-describedby={`${id}-help`} onChange={(_, v) => onChange(v)} />
          <FormHelperText>
            <HelperText id={`${id}-help`} aria-live="polite">
              <HelperTextItem variant={error ? "error" : "default"}>{error ?? help}</HelperTextItem>
            </HelperText>
          </FormHelperText>
        </>
      )}
    </FormGroup>
  );
}

function Choice({ id, label, value, options, onChange }: FieldProps & { options: readonly Option[] }) {
  return (
    <FormGroup label={label} fieldId={id}>
      <FormSelect id={id} value={value ?? ""} onChange={(_, v) => onChange(v === "" ? undefined : v)}>
        <FormSelectOption value="" label="Leave as it is" />
        {options.map((o) => (
          <FormSelectOption key={o.value} value={o.value} label={o.label} />
        ))}
      </FormSelect>
    </FormGroup>
  );
}

function ThemeChange({ id, label, isChanged, onChange }: Omit<FieldProps, "value"> & { isChanged: boolean }) {
  const [theme, setTheme] = useState<ChoiceValue | null>(null);
  const set = (chosen: ChoiceValue | null) => {
    setTheme(chosen);
    onChange(chosen?.id ?? "");
  };
  return (
    <FormGroup role="group" label={label} fieldId={id}>
      <Checkbox id={`${id}-change`} className="parley-gap-below" label={`Change the ${label.toLowerCase()}`} isChecked={isChanged} onChange={(_, on) => (on ? set(theme) : onChange(undefined))} />
      {isChanged && <ChoiceSelect id={id} label={label} isUnlabelled from={ThemeChoices} none="The default one" value={theme} onChange={set} />}
    </FormGroup>
  );
}

function ParticipantsChange({ id, label, value, onChange }: Omit<FieldProps, "value" | "onChange"> & { value: readonly string[] | undefined; onChange: (value: readonly string[] | undefined) => void }) {
  const names = useNames();
  return (
    <FormGroup role="group" label={label} fieldId={id}>
      <Checkbox
        id={`${id}-change`}
        className="parley-gap-below"
        label="Change the automatic participants"
        description="What is chosen replaces all that they have."
        isChecked={value !== undefined}
        onChange={(_, on) => onChange(on ? [] : undefined)}
      />
      {value !== undefined && <Participants id={id} value={value} onChange={onChange} names={names} />}
    </FormGroup>
  );
}
