import { Button, FormGroup, FormHelperText, HelperText, HelperTextItem, TextInput } from "@patternfly/react-core";
import { PlusCircleIcon, TrashIcon } from "@patternfly/react-icons";
import { type Control, Controller, useFieldArray, useFormState } from "react-hook-form";
import type { ServiceValues } from "./values";

interface Aliases {
  aliases: ServiceValues["aliases"];
}

/** The names that people call to reach a service. */
export function AliasFields<V extends Aliases>({ control: form }: { control: Control<V> }) {
  const control = form as unknown as Control<Aliases>; // of the form it sees the aliases only
  const { fields, append, remove } = useFieldArray({ control, name: "aliases" });
  const { errors } = useFormState({ control, name: "aliases" });
  const error = errors.aliases?.message ?? errors.aliases?.root?.message;
  return (
    <FormGroup label="Aliases" role="group" fieldId="aliases">
      <ul className="parley-aliases">
        {fields.map((field, i) => (
          <li key={field.id}>
            <AliasField control={control} row={i} part="alias" label={`Alias ${i + 1}`} placeholder="alias" />
            <AliasField control={control} row={i} part="description" label={`Description of alias ${i + 1}`} placeholder="description" />
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

interface FieldProps {
  control: Control<Aliases>;
  row: number;
  part: "alias" | "description";
  label: string;
  placeholder: string;
}

function AliasField({ control, row, part, label, placeholder }: FieldProps) {
  const name = `aliases.${row}.${part}` as const;
  return (
    <Controller
      control={control}
      name={name}
      render={({ field, fieldState: { error } }) => (
        <div>
          <TextInput
            ref={field.ref}
            aria-label={label}
            placeholder={placeholder}
            value={field.value}
            validated={error ? "error" : "default"}
            aria-invalid={error !== undefined}
            aria-describedby={error ? `${name}-error` : undefined}
            onChange={(_, value) => field.onChange(value)}
            onBlur={field.onBlur}
          />
          {error && (
            <FormHelperText>
              <HelperText id={`${name}-error`} aria-live="polite">
                <HelperTextItem variant="error">{error.message}</HelperTextItem>
              </HelperText>
            </FormHelperText>
          )}
        </div>
      )}
    />
  );
}
