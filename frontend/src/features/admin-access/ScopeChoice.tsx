import { Checkbox, FormGroup, FormHelperText, HelperText, HelperTextItem } from "@patternfly/react-core";

const scopes: Record<string, string> = {
  "config:read": "read the configuration",
  "config:write": "change the configuration",
  "access:write": "manage administrators and tokens",
  "liveview:read": "watch Live View",
  "history:read": "read histories",
  "conference:control": "act on running conferences",
  "events:read": "read the event log",
  "graphql:adhoc": "send queries of its own",
};

export const allScopes = Object.keys(scopes);

interface Props {
  value: string[];
  onChange: (value: string[]) => void;
  error?: string | undefined;
}

/** What a token may do. */
export function ScopeChoice({ value, onChange, error }: Props) {
  return (
    <FormGroup role="group" label="It may" fieldId="scopes" isStack>
      {Object.entries(scopes).map(([scope, meaning]) => (
        <Checkbox
          key={scope}
          id={`scope-${scope}`}
          label={meaning}
          description={scope}
          isChecked={value.includes(scope)}
          onChange={(_, on) => onChange(on ? [...value, scope] : value.filter((s) => s !== scope))}
        />
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
