import { FormGroup, FormHelperText, FormSelect, FormSelectOption, HelperText, HelperTextItem, Switch, TextArea, TextInput } from "@patternfly/react-core";
import type { ReactNode } from "react";
import { Controller, type Control, type FieldPath, type FieldValues } from "react-hook-form";
import { needed } from "./refusals";

interface FieldProps<V extends FieldValues> {
  control: Control<V>;
  name: FieldPath<V>;
  label: string;
  help?: string;
  required?: boolean;
}

/** Gives the form a way to focus a select, whose component has none. */
export const focusing = (ref: (element: unknown) => void, id: string) => (mounted: unknown) => ref(mounted && { focus: () => document.getElementById(id)?.focus() });

/** The element that a field's error and help are announced with. */
const helpId = (name: string) => `${name}-help`;

function Group({ name, label, help, required, error, children }: { name: string; label: string; help?: string | undefined; required?: boolean | undefined; error?: string | undefined; children: ReactNode }) {
  return (
    <FormGroup label={label} fieldId={name} isRequired={required ?? false}>
      {children}
      {(error ?? help) && (
        <FormHelperText>
          <HelperText id={helpId(name)} aria-live={error ? "polite" : "off"}>
            <HelperTextItem variant={error ? "error" : "default"}>{error ?? help}</HelperTextItem>
          </HelperText>
        </FormHelperText>
      )}
    </FormGroup>
  );
}

interface TextFieldProps<V extends FieldValues> extends FieldProps<V> {
  type?: "text" | "password" | "number";
  autoComplete?: string;
  placeholder?: string;
}

export function TextField<V extends FieldValues>({ control, name, label, help, required, type = "text", autoComplete = "off", placeholder }: TextFieldProps<V>) {
  return (
    <Controller
      control={control}
      name={name}
      rules={{ required: required ? needed : false }}
      render={({ field, fieldState: { error } }) => (
        <Group name={name} label={label} help={help} required={required} error={error?.message}>
          <TextInput
            id={name}
            ref={field.ref}
            name={name}
            type={type}
            inputMode={type === "number" ? "numeric" : undefined}
            value={field.value ?? ""}
            autoComplete={autoComplete}
            placeholder={placeholder}
            isRequired={required ?? false}
            validated={error ? "error" : "default"}
            aria-invalid={error !== undefined}
            aria-describedby={error || help ? helpId(name) : undefined}
            onChange={(_, value) => field.onChange(value)}
            onBlur={field.onBlur}
          />
        </Group>
      )}
    />
  );
}

export function TextAreaField<V extends FieldValues>({ control, name, label, help }: FieldProps<V>) {
  return (
    <Controller
      control={control}
      name={name}
      render={({ field, fieldState: { error } }) => (
        <Group name={name} label={label} help={help} error={error?.message}>
          <TextArea
            id={name}
            ref={field.ref}
            value={field.value ?? ""}
            rows={2}
            resizeOrientation="vertical"
            validated={error ? "error" : "default"}
            aria-describedby={error || help ? helpId(name) : undefined}
            onChange={(_, value) => field.onChange(value)}
            onBlur={field.onBlur}
          />
        </Group>
      )}
    />
  );
}

export interface Option {
  value: string;
  label: string;
}

export function SelectField<V extends FieldValues>({ control, name, label, help, required, options }: FieldProps<V> & { options: readonly Option[] }) {
  return (
    <Controller
      control={control}
      name={name}
      render={({ field, fieldState: { error } }) => (
        <Group name={name} label={label} help={help} required={required} error={error?.message}>
          <FormSelect
            id={name}
            ref={focusing(field.ref, name)}
            value={field.value ?? ""}
            validated={error ? "error" : "default"}
            aria-describedby={error || help ? helpId(name) : undefined}
            onChange={(_, value) => field.onChange(value)}
            onBlur={field.onBlur}
          >
            {options.map((o) => (
              <FormSelectOption key={o.value} value={o.value} label={o.label} />
            ))}
          </FormSelect>
        </Group>
      )}
    />
  );
}

export function SwitchField<V extends FieldValues>({ control, name, label, help }: FieldProps<V>) {
  return (
    <Controller
      control={control}
      name={name}
      render={({ field, fieldState: { error } }) => (
        <div>
          <Switch
            id={name}
            ref={field.ref}
            label={label}
            isChecked={Boolean(field.value)}
            aria-describedby={error || help ? helpId(name) : undefined}
            onChange={(_, on) => field.onChange(on)}
          />
          {(error?.message ?? help) && (
            <FormHelperText>
              <HelperText id={helpId(name)}>
                <HelperTextItem variant={error ? "error" : "default"}>{error?.message ?? help}</HelperTextItem>
              </HelperText>
            </FormHelperText>
          )}
        </div>
      )}
    />
  );
}
