import { Button, FormGroup, FormHelperText, HelperText, HelperTextItem } from "@patternfly/react-core";
import { TrashIcon } from "@patternfly/react-icons";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { type Control, Controller, type RefCallBack } from "react-hook-form";
import { useQuery } from "urql";
import { ChoiceSelect } from "../../ui/admin/ChoiceField";
import type { Choice } from "../../ui/admin/choices";
import { focusing } from "../../ui/admin/fields";
import { useMay } from "../../ui/admin/session";
import { ParticipantChoices, ParticipantName } from "./choices";
import type { Names } from "./values";

const most = 100;

interface Chosen {
  automaticParticipants: string[];
}

/** Whom a service calls by itself: what is chosen, and a choice among the others. */
export function ParticipantsField<V extends Chosen>({ control: form, names }: { control: Control<V>; names: Names }) {
  const control = form as unknown as Control<Chosen>; // of the form it sees the participants only
  return (
    <Controller
      control={control}
      name="automaticParticipants"
      render={({ field, fieldState: { error } }) => (
        <FormGroup label="Automatic participants" role="group" fieldId="automaticParticipants">
          <Participants id="automaticParticipants" value={field.value} onChange={field.onChange} names={names} refusal={error?.message} inputRef={field.ref} />
        </FormGroup>
      )}
    />
  );
}

interface ParticipantsProps {
  id: string;
  value: readonly string[];
  onChange: (ids: string[]) => void;
  names: Names;
  refusal?: string | undefined;
  inputRef?: RefCallBack;
}

export function Participants({ id: field, value, onChange, names, refusal, inputRef }: ParticipantsProps) {
  const may = useMay("config:write");
  return (
    <>
      {value.length > 0 && (
        <ul className="parley-rows parley-gap-below">
          {value.map((id) => (
            <ChosenOne key={id} id={id} names={names} onRemove={() => onChange(value.filter((other) => other !== id))} />
          ))}
        </ul>
      )}
      {may && <Adding field={field} chosen={value} names={names} refusal={refusal} inputRef={inputRef} onAdd={(id) => onChange([...value, id])} />}
      {!may && value.length === 0 && "None"}
    </>
  );
}

function ChosenOne({ id, names, onRemove }: { id: string; names: Names; onRemove: () => void }) {
  const known = names.get(id);
  const [{ data, fetching }] = useQuery({ query: ParticipantName, variables: { id }, pause: known !== undefined });
  const found = data?.automaticParticipant;
  if (found) names.set(found.id, found.alias);
  const name = known ?? found?.alias ?? (fetching ? "…" : "One that is not there any more");
  return (
    <li>
      <Link to="/participants/$id" params={{ id }} className="parley-break parley-mono">
        {name}
      </Link>
      <Button variant="plain" icon={<TrashIcon />} aria-label={`Take ${name} out`} onClick={onRemove} />
    </li>
  );
}

interface AddingProps {
  field: string;
  chosen: readonly string[];
  names: Names;
  refusal: string | undefined;
  inputRef: RefCallBack | undefined;
  onAdd: (id: string) => void;
}

function Adding({ field, chosen, names, refusal, inputRef, onAdd }: AddingProps) {
  const [picked, setPicked] = useState<Choice | null>(null);
  const isThere = picked !== null && chosen.includes(picked.id);
  const add = () => {
    if (picked === null) return;
    names.set(picked.id, picked.name);
    onAdd(picked.id);
    setPicked(null);
  };
  return (
    <>
      <ChoiceSelect
        id={field}
        label="Automatic participant to add"
        isUnlabelled
        from={ParticipantChoices}
        value={picked}
        none="Choose one to add"
        onChange={setPicked}
        describedBy={`${field}-help`}
        invalid={refusal !== undefined}
        {...(inputRef ? { inputRef: focusing(inputRef, field) } : {})}
      />
      <FormHelperText>
        <HelperText id={`${field}-help`} aria-live="polite">
          <HelperTextItem variant={refusal ? "error" : "default"}>{refusal ?? (isThere ? `${picked.name} is there already.` : `Called when the first participant enters; at most ${most}.`)}</HelperTextItem>
        </HelperText>
      </FormHelperText>
      <Button variant="secondary" className="parley-gap-above" isDisabled={picked === null || isThere || chosen.length >= most} onClick={add}>
        Add to the service
      </Button>
    </>
  );
}
