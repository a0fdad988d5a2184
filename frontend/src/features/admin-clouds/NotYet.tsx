import { Alert } from "@patternfly/react-core";

/** Nobody is to think that machines are started already. */
export function NotYet() {
  return (
    <Alert variant="info" isInline isPlain title="Kept for later: no machine is started or stopped yet.">
      Cloud accounts are checked and kept until bursting uses them.
    </Alert>
  );
}
