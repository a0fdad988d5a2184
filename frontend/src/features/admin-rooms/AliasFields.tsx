import { Button, FormGroup, FormHelperText, HelperText, HelperTextItem, TextInput } from "@patternfly/react-core";
import { PlusCircleIcon, TrashIcon } from "@patternfly/react-icons";
import { type Control, Controller, useFieldArray, useFormState } from "react-hook-form";
import type { RoomValues } from "./values";

/** The names that people call to reach the room. */
export function AliasFields({ control }: { control: Control<RoomValues> }) {
  const { fields, append, remove } = useFieldArray({ control, name: "aliases" });
  const { errors } = useFormState({ control, name: "aliases" });
  const error = errors.aliases?.message ?? errors.aliases?.root?.message;
  return (
    <FormGroup label="Aliases" role="group" fieldId="aliases">
      <ul className="parley-aliases">
        {fields.map((field, i) => (
          <li key={field.id}>
            <Controller
              control={control}
              name={`aliases.${i}.alias`}
              render={({ field: f }) => (
                <TextInput ref={f.ref} aria-label={`Alias ${i + 1}`} placeholder="alias" value={f.value} onChange={(_, v) => f.onChange(v)} validated={error ? "error" : "default"} />
              )}
            />
            <Controller
              control={control}
              name={`aliases.${i}.description`}
              render={({ field: f }) => (
                <TextInput ref={f.ref} aria-label={`Description of alias ${i + 1}`} placeholder="description" value={f.value} onChange={(_, v) => f.onChange(v)} />
              )}
            />
            <Button variant="plain" icon={<TrashIcon />} aria-label={`Remove alias ${i + 1}`} onClick={() => remove(i)} />
          </li>
        ))}
      </ul>
      <Button variant="link" icon={<PlusCircleIcon />} onClick={() => append({ alias: "", description: "" })}>
        Add alias
      </Button>
      <FormHelperText>
        <HelperText aria-live="polite">
          <HelperTextItem variant={error ? "error" : "default"}>{error ?? "The whole string that is called, unique over the platform."}</HelperTextItem>
        </HelperText>
      </FormHelperText>
    </FormGroup>
  );
}
