import { Button, FormGroup, FormHelperText, FormSelect, FormSelectOption, HelperText, HelperTextItem, TextInput } from "@patternfly/react-core";
import { PlusCircleIcon, TrashIcon } from "@patternfly/react-icons";
import { type ArrayPath, type Control, Controller, type FieldArray, type FieldPath, type FieldValues, useFieldArray, useFormState, useWatch } from "react-hook-form";
import { focusing, type Option } from "./fields";

export interface Part {
  name: string;
  label: string;
  type?: "text" | "password" | "number";
  /** A choice instead of a text. */
  options?: readonly Option[];
  placeholder?: (row: Record<string, unknown>) => string;
  /** What is to be minded about it as the row is now. */
  mind?: (row: Record<string, unknown>) => string | null;
}

interface Props<V extends FieldValues> {
  control: Control<V>;
  name: ArrayPath<V>;
  /** What the list is called, and one of its entries. */
  label: string;
  entry: string;
  help?: string;
  parts: readonly Part[];
  empty: FieldArray<V, ArrayPath<V>>;
}

/** A list of entries of several parts each, which can be added to and taken from. */
export function RowsField<V extends FieldValues>({ control, name, label, entry, help, parts, empty }: Props<V>) {
  const { fields, append, remove } = useFieldArray({ control, name });
  const { errors } = useFormState({ control, name: name as unknown as FieldPath<V> });
  const found = errors[name] as { message?: string; root?: { message?: string } } | undefined;
  const error = found?.message ?? found?.root?.message;
  return (
    <FormGroup label={label} role="group" fieldId={name}>
      <ul className="parley-rows">
        {fields.map((row, i) => (
          <li key={row.id}>
            <div>
              {parts.map((part) => (
                <PartField key={part.name} control={control} path={`${name}.${i}.${part.name}` as FieldPath<V>} part={part} label={`${part.label} of ${entry} ${i + 1}`} row={`${name}.${i}` as FieldPath<V>} />
              ))}
            </div>
            <Button variant="plain" icon={<TrashIcon />} aria-label={`Remove ${entry} ${i + 1}`} onClick={() => remove(i)} />
          </li>
        ))}
      </ul>
      <Button variant="link" icon={<PlusCircleIcon />} onClick={() => append(empty)}>
        Add {entry}
      </Button>
      {(error ?? help) && (
        <FormHelperText>
          <HelperText aria-live="polite">
            <HelperTextItem variant={error ? "error" : "default"}>{error ?? help}</HelperTextItem>
          </HelperText>
        </FormHelperText>
      )}
    </FormGroup>
  );
}

function PartField<V extends FieldValues>({ control, path, part, label, row: at }: { control: Control<V>; path: FieldPath<V>; part: Part; label: string; row: FieldPath<V> }) {
  const row = (useWatch({ control, name: at }) ?? {}) as Record<string, unknown>;
  const mind = part.mind?.(row);
  return (
    <Controller
      control={control}
      name={path}
      render={({ field, fieldState: { error } }) => {
        const shared = {
          ref: field.ref,
          "aria-label": label,
          value: (field.value as string | undefined) ?? "",
          validated: error ? ("error" as const) : ("default" as const),
          "aria-describedby": error || mind ? `${path}-error` : undefined,
          onBlur: field.onBlur,
          onChange: (_: unknown, value: string) => field.onChange(value),
        };
        return (
          <div>
            {part.options ? (
              <FormSelect {...shared} id={path} ref={focusing(field.ref, path)}>
                {part.options.map((o) => (
                  <FormSelectOption key={o.value} value={o.value} label={o.label} />
                ))}
              </FormSelect>
            ) : (
              <TextInput
                {...shared}
                type={part.type ?? "text"}
                inputMode={part.type === "number" ? "numeric" : undefined}
                autoComplete={part.type === "password" ? "new-password" : "off"}
                placeholder={part.placeholder?.(row) ?? part.label}
                aria-invalid={error !== undefined}
              />
            )}
            {(error || mind) && (
              <FormHelperText>
                <HelperText id={`${path}-error`} aria-live="polite">
                  <HelperTextItem variant={error ? "error" : "warning"}>{error?.message ?? mind}</HelperTextItem>
                </HelperText>
              </FormHelperText>
            )}
          </div>
        );
      }}
    />
  );
}
