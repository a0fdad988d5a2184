import { Checkbox, FormGroup, FormHelperText, HelperText, HelperTextItem } from "@patternfly/react-core";
import { Controller, type Control, type FieldPath, type FieldValues } from "react-hook-form";
import type { Option } from "./fields";

interface Props<V extends FieldValues> {
  control: Control<V>;
  name: FieldPath<V>;
  label: string;
  help?: string;
  options: readonly Option[];
}

/** Any number of a few choices; the form holds their values. */
export function ChecksField<V extends FieldValues>({ control, name, label, help, options }: Props<V>) {
  return (
    <Controller
      control={control}
      name={name}
      render={({ field, fieldState: { error } }) => {
        const chosen = (field.value ?? []) as readonly string[];
        return (
          <FormGroup role="group" label={label} fieldId={name} isInline>
            {options.map((o, i) => (
              <Checkbox
                key={o.value}
                id={`${name}-${o.value}`}
                ref={i === 0 ? field.ref : undefined}
                label={o.label}
                isChecked={chosen.includes(o.value)}
                onChange={(_, on) => field.onChange(options.map((x) => x.value).filter((v) => (v === o.value ? on : chosen.includes(v))))}
              />
            ))}
            {(error?.message ?? help) && (
              <FormHelperText>
                <HelperText aria-live={error ? "polite" : "off"}>
                  <HelperTextItem variant={error ? "error" : "default"}>{error?.message ?? help}</HelperTextItem>
                </HelperText>
              </FormHelperText>
            )}
          </FormGroup>
        );
      }}
    />
  );
}
