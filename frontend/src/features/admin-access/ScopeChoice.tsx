import { Checkbox, FormGroup, FormHelperText, HelperText, HelperTextItem } from "@patternfly/react-core";

/** What each scope allows, and what else there is to know about it. */
const scopes: Record<string, readonly [meaning: string, more?: string]> = {
  "config:read": ["read the configuration"],
  "config:write": ["change the configuration"],
  "access:write": ["manage administrators and tokens"],
  "liveview:read": ["watch Live View"],
  "history:read": ["read histories and the audit"],
  "conference:control": ["act on running conferences"],
  "events:read": ["read the event log", "By GraphQL, GET /events and EventStoreDB clients."],
  "events:write": ["write events of its own", "With EventStoreDB clients, to streams that begin with “integration-”."],
  "personal:read": ["read personal data in events", "Names and addresses of participants; without it they are empty there."],
  "personal:erase": ["erase personal data", "For good, participant by participant."],
  "system:write": ["rebuild and retry read models"],
  "graphql:adhoc": ["send queries of its own"],
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
      {Object.entries(scopes).map(([scope, [meaning, more]]) => (
        <Checkbox
          key={scope}
          id={`scope-${scope}`}
          label={meaning}
          description={more ? `${scope}. ${more}` : scope}
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
