import { FormGroup, FormHelperText, HelperText, HelperTextItem, TextArea } from "@patternfly/react-core";
import { useState } from "react";
import { Controller, type Control, type FieldPath, type FieldValues, type PathValue } from "react-hook-form";

interface Props<V extends FieldValues> {
  control: Control<V>;
  name: FieldPath<V>;
  label: string;
  help: string;
  required?: boolean;
}

const maxFile = 128 * 1024;

/** Text in PEM: pasted, or read from a file, which goes nowhere before the form is sent. */
export function PemField<V extends FieldValues>({ control, name, label, help, required = false }: Props<V>) {
  const [tooLarge, setTooLarge] = useState<string | null>(null);
  return (
    <Controller
      control={control}
      name={name}
      render={({ field, fieldState: { error } }) => (
        <FormGroup label={label} fieldId={name} isRequired={required}>
          <TextArea
            id={name}
            ref={field.ref}
            className="parley-mono"
            value={field.value ?? ""}
            rows={6}
            spellCheck={false}
            autoComplete="off"
            resizeOrientation="vertical"
            placeholder="-----BEGIN …"
            validated={error || tooLarge ? "error" : "default"}
            aria-invalid={error !== undefined}
            aria-describedby={`${name}-help`}
            onChange={(_, value) => {
              setTooLarge(null);
              field.onChange(value);
            }}
            onBlur={field.onBlur}
          />
          <FormHelperText>
            <HelperText id={`${name}-help`} aria-live="polite">
              <HelperTextItem variant={error || tooLarge ? "error" : "default"}>{tooLarge ?? error?.message ?? help}</HelperTextItem>
            </HelperText>
          </FormHelperText>
          <input
            type="file"
            accept=".pem,.crt,.cer,.key,.txt"
            aria-label={`${label} from a file`}
            className="parley-gap-above"
            onChange={(event) => {
              const file = event.target.files?.[0];
              if (!file) return;
              // What was pasted stays; and the same file, made smaller, can be chosen again.
              event.target.value = "";
              setTooLarge(file.size > maxFile ? `${file.name} has more than 128 KB: it holds something else than this.` : null);
              if (file.size <= maxFile) void file.text().then((text) => field.onChange(text as PathValue<V, FieldPath<V>>));
            }}
          />
        </FormGroup>
      )}
    />
  );
}
