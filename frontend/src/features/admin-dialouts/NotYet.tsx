import { Alert } from "@patternfly/react-core";

/** Nobody is to think that anybody is dialled already. */
export function NotYet() {
  return (
    <Alert variant="info" isInline isPlain title="Conferencing Nodes do not dial anybody yet.">
      Automatic participants are checked and kept until they do.
    </Alert>
  );
}
