import { Alert, Button, FormGroup, TextInput } from "@patternfly/react-core";
import { CheckCircleIcon, ExclamationCircleIcon } from "@patternfly/react-icons";
import { useState } from "react";
import { useMutation } from "urql";
import type { SignInSettingsTestInput, SignInSettingsTestMutation as Data } from "../../gql/graphql";
import { explain } from "../../ui/admin/ErrorState";
import type { Refusal } from "../../ui/admin/refusals";
import { SignInSettingsTestMutation } from "./documents";

type Result = Data["signInSettingsTest"];

interface Props {
  what: string;
  /** What the form would change, to be tried out before it is saved. */
  input: () => SignInSettingsTestInput;
  /** Puts refusals beside their fields; gives back those that have none. */
  onRefused: (refusals: readonly Refusal[]) => readonly Refusal[];
  /** Somebody can be looked for. */
  withPerson?: boolean;
}

/** Tries out what the form says, step by step. Nothing is saved. */
export function TestPanel({ what, input, onRefused, withPerson }: Props) {
  const [{ fetching }, test] = useMutation(SignInSettingsTestMutation);
  const [person, setPerson] = useState({ username: "", password: "" });
  const [result, setResult] = useState<Result | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const run = async () => {
    setResult(null);
    setFailure(null);
    const who = withPerson && person.username !== "" ? { username: person.username, ...(person.password === "" ? {} : { password: person.password }) } : {};
    const { data, error } = await test({ input: { ...input(), ...who } });
    if (error) return setFailure(explain(error));
    const refusals = data?.signInSettingsTest.userErrors ?? [];
    if (refusals.length > 0) {
      const rest = onRefused(refusals);
      return setFailure(rest[0]?.message ?? "Some fields need a look before this can be tested.");
    }
    setResult(data?.signInSettingsTest ?? null);
  };
  return (
    <div
      className="sign-in-test"
      role="group"
      aria-label={`Test of the ${what}`}
      onKeyDown={(e) => {
        if (e.key !== "Enter" || !(e.target instanceof HTMLInputElement)) return;
        e.preventDefault(); // it would save the form around
        void run();
      }}
    >
      {withPerson && (
        <div className="sign-in-test-person">
          <FormGroup label="User name to look for" fieldId="test-username">
            <TextInput id="test-username" value={person.username} autoComplete="off" onChange={(_, username) => setPerson({ ...person, username })} />
          </FormGroup>
          <FormGroup label="Their password, to try it" fieldId="test-password">
            <TextInput id="test-password" type="password" value={person.password} autoComplete="new-password" onChange={(_, password) => setPerson({ ...person, password })} />
          </FormGroup>
        </div>
      )}
      <div>
        <Button variant="secondary" isLoading={fetching} isDisabled={fetching} onClick={() => void run()}>
          Test the {what}
        </Button>
      </div>
      <div aria-live="polite" className="parley-live">
        {failure && <Alert variant="danger" isInline title={failure} />}
        {result && <Steps what={what} result={result} />}
      </div>
    </div>
  );
}

function Steps({ what, result }: { what: string; result: Result }) {
  const { person } = result;
  return (
    <Alert variant={result.passed ? "success" : "warning"} isInline title={result.passed ? `The ${what} works as far as it was tested` : `The ${what} does not work yet`}>
      <ol className="sign-in-steps">
        {result.steps.map((s) => (
          <li key={s.name}>
            {s.ok ? <CheckCircleIcon className="sign-in-ok" aria-label="worked" role="img" /> : <ExclamationCircleIcon className="sign-in-bad" aria-label="failed" role="img" />}
            <span>
              <strong>{s.name}:</strong> {s.detail}
            </span>
          </li>
        ))}
      </ol>
      {person && (
        <p>
          {person.displayName || person.username}{" "}
          {person.roles.length > 0 ? `would get in as ${person.roles.map((r) => r.name).join(" and ")}.` : "would not get in: none of their groups has a role."}
        </p>
      )}
    </Alert>
  );
}
