import { Alert } from "@patternfly/react-core";

/** Nobody is to think that devices can register already. */
export function NotYet() {
  return (
    <Alert variant="info" isInline isPlain title="Conferencing Nodes do not take registrations yet.">
      Devices are checked and kept until they do.
    </Alert>
  );
}
