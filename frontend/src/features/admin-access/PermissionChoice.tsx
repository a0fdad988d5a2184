import { Checkbox, FormGroup, FormHelperText, HelperText, HelperTextItem } from "@patternfly/react-core";
import { useId } from "react";
import { useSession } from "../../ui/admin/session";
import "./access.css";
import { grouped, type Permission } from "./permissions";

interface Props {
  label: string;
  permissions: readonly Permission[];
  value: readonly string[];
  onChange: (value: string[]) => void;
  error?: string | undefined;
  isDisabled?: boolean;
}

/** Which permissions something has. Nobody gives more than they have: the rest is shown and cannot be chosen. */
export function PermissionChoice({ label, permissions, value, onChange, error, isDisabled = false }: Props) {
  const id = useId();
  const mine = useSession().scopes;
  return (
    <FormGroup role="group" label={label} fieldId={id} isStack isRequired>
      {grouped(permissions).map(({ group, permissions: list }) => (
        <div key={group} role="group" aria-labelledby={`${id}-${group.replace(/\W/g, "")}`} className="access-permissions">
          <div id={`${id}-${group.replace(/\W/g, "")}`} className="access-permissions-group">
            {group}
          </div>
          {list.map((p) => {
            const held = mine.includes(p.scope);
            return (
              <Checkbox
                key={p.scope}
                id={`scope-${p.scope}`}
                label={p.name}
                description={`${p.scope}. ${p.description}${held || isDisabled ? "" : " You do not have it yourself."}`}
                isChecked={value.includes(p.scope)}
                isDisabled={isDisabled || (!held && !value.includes(p.scope))}
                onChange={(_, on) => onChange(on ? [...value, p.scope] : value.filter((s) => s !== p.scope))}
              />
            );
          })}
        </div>
      ))}
      {error && (
        <FormHelperText>
          <HelperText aria-live="polite">
            <HelperTextItem variant="error">{error}</HelperTextItem>
          </HelperText>
        </FormHelperText>
      )}
    </FormGroup>
  );
}
