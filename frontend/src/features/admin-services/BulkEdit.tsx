import { Button, Checkbox, Form, FormGroup, FormHelperText, FormSelect, FormSelectOption, HelperText, HelperTextItem, Modal, ModalBody, ModalFooter, ModalHeader, TextInput } from "@patternfly/react-core";
import { useId, useState } from "react";
import { useMutation } from "urql";
import type { CallType, ChatSetting, QualitySetting, ServicePatch } from "../../gql/graphql";
import { explain } from "../../ui/admin/ErrorState";
import type { Option } from "../../ui/admin/fields";
import { optionalNumber } from "../../ui/admin/refusals";
import { BulkOutcome, closing, type Selected } from "./BulkOutcome";
import { BulkProgress } from "./BulkProgress";
import { ServicesUpdateMutation } from "./bulkDocuments";
import { type Kind, kinds } from "./kinds";
import { callTypes, chat, qualities } from "./options";
import { useBulk } from "./useBulk";

interface Props {
  kind: Kind;
  selected: readonly Selected[];
  onDone: () => void;
  onClose: () => void;
}

/** What is typed; undefined: it stays as it is. */
interface Draft {
  tag?: string | undefined;
  participantLimit?: string | undefined;
  enableChat?: string | undefined;
  callType?: string | undefined;
  maxQuality?: string | undefined;
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
  const isMeeting = kind === "MeetingRoom" || kind === "Auditorium";
  const limit = draft.participantLimit;
  const badLimit = limit !== undefined && !/^\d*$/.test(limit.trim());
  const nothing = Object.values(draft).every((v) => v === undefined);
  const set = (part: Draft) => setDraft((d) => ({ ...d, ...part }));
  const close = closing(bulk, onDone, onClose);
  return (
    <Modal isOpen onClose={close} variant="small" aria-labelledby={`${id}-title`}>
      <ModalHeader title={`Change ${list.length} ${list.length === 1 ? kinds[kind].noun : kinds[kind].plural}`} labelId={`${id}-title`} description="What you leave alone stays as it is in each of them." />
      <ModalBody>
        <BulkProgress bulk={bulk} title="Changing" />
        {bulk.state === "idle" ? (
          <Form id={`${id}-form`} onSubmit={(e) => e.preventDefault()}>
            <Changed id={`${id}-tag`} label="Tag" value={draft.tag} onChange={(tag) => set({ tag })} help="Empty: no tag." />
            {isMeeting && (
              <Changed
                id={`${id}-limit`}
                label="Participant limit"
                value={limit}
                onChange={(participantLimit) => set({ participantLimit })}
                help="Empty: no limit."
                error={badLimit ? "A whole number, or nothing." : undefined}
              />
            )}
            {isMeeting && <Choice id={`${id}-chat`} label="Chat" options={chat} value={draft.enableChat} onChange={(enableChat) => set({ enableChat })} />}
            <Choice id={`${id}-media`} label="Media" options={callTypes} value={draft.callType} onChange={(callType) => set({ callType })} />
            <Choice id={`${id}-quality`} label="Highest quality" options={qualities} value={draft.maxQuality} onChange={(maxQuality) => set({ maxQuality })} />
          </Form>
        ) : (
          <BulkOutcome bulk={bulk} done="changed" />
        )}
      </ModalBody>
      <ModalFooter>
        {bulk.state === "idle" && (
          <Button variant="primary" isDisabled={nothing || badLimit} onClick={() => bulk.start(list)}>
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

/** The API's patch: what is left alone is left out. */
function patchOf(d: Draft): ServicePatch {
  return {
    ...(d.tag !== undefined && { tag: d.tag }),
    ...(d.participantLimit !== undefined && { participantLimit: optionalNumber(d.participantLimit) }),
    ...(d.enableChat !== undefined && { enableChat: d.enableChat as ChatSetting }),
    ...(d.callType !== undefined && { callType: d.callType as CallType }),
    ...(d.maxQuality !== undefined && { maxQuality: d.maxQuality as QualitySetting }),
  };
}

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
