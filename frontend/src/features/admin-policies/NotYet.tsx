import { Alert } from "@patternfly/react-core";

/** Nobody is to think that a server is asked already. */
export function NotYet() {
  return (
    <Alert variant="info" isInline isPlain title="Kept for later: no server is asked yet.">
      Policy profiles are checked and kept until they are.
    </Alert>
  );
}
