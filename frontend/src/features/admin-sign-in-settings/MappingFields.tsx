import { Button, FormGroup, FormHelperText, FormSelect, FormSelectOption, HelperText, HelperTextItem, TextInput } from "@patternfly/react-core";
import { PlusCircleIcon, TrashIcon } from "@patternfly/react-icons";
import { type Control, Controller, useFieldArray, useFormState } from "react-hook-form";
import type { Option } from "../../ui/admin/fields";
import type { Values } from "./values";

interface Props {
  control: Control<Values>;
  name: "oidcMappings" | "ldapMappings";
  help: string;
  roles: readonly Option[];
}

/** Which role the members of a group get. */
export function MappingFields({ control, name, help, roles }: Props) {
  const { fields, append, remove } = useFieldArray({ control, name });
  const { errors } = useFormState({ control, name });
  const error = errors[name]?.message ?? errors[name]?.root?.message;
  return (
    <FormGroup label="Groups" role="group" fieldId={name}>
      <ul className="parley-aliases">
        {fields.map((field, i) => (
          <li key={field.id}>
            <Part control={control} name={`${name}.${i}.group`}>
              {(p) => <TextInput {...p} aria-label={`Group ${i + 1}`} placeholder="group" onChange={(_, value) => p.onChange(value)} />}
            </Part>
            <Part control={control} name={`${name}.${i}.roleId`}>
              {(p) => (
                <FormSelect {...p} aria-label={`Role of group ${i + 1}`} onChange={(_, value) => p.onChange(value)}>
                  {roles.map((o) => (
                    <FormSelectOption key={o.value} value={o.value} label={o.label} />
                  ))}
                </FormSelect>
              )}
            </Part>
            <Button variant="plain" icon={<TrashIcon />} aria-label={`Remove group ${i + 1}`} onClick={() => remove(i)} />
          </li>
        ))}
      </ul>
      <Button variant="link" icon={<PlusCircleIcon />} onClick={() => append({ group: "", roleId: roles[0]?.value ?? "" })}>
        Add group
      </Button>
      <FormHelperText>
        <HelperText aria-live="polite">
          <HelperTextItem variant={error ? "error" : "default"}>{error ?? help}</HelperTextItem>
        </HelperText>
      </FormHelperText>
    </FormGroup>
  );
}

interface PartProps {
  ref: (element: unknown) => void;
  value: string;
  validated: "error" | "default";
  "aria-invalid": boolean;
  "aria-describedby": string | undefined;
  onChange: (value: string) => void;
  onBlur: () => void;
}

function Part({ control, name, children }: { control: Control<Values>; name: `${Props["name"]}.${number}.${"group" | "roleId"}`; children: (props: PartProps) => React.ReactNode }) {
  return (
    <Controller
      control={control}
      name={name}
      render={({ field, fieldState: { error } }) => (
        <div>
          {children({
            ref: field.ref,
            value: field.value,
            validated: error ? "error" : "default",
            "aria-invalid": error !== undefined,
            "aria-describedby": error ? `${name}-error` : undefined,
            onChange: field.onChange,
            onBlur: field.onBlur,
          })}
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
