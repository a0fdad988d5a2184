import { Alert } from "@patternfly/react-core";
import { Link } from "@tanstack/react-router";

/** Nobody is to think that calls go through already. */
export function NotYet() {
  return (
    <Alert variant="info" isInline isPlain title="Conferencing Nodes do not place gateway calls yet.">
      Rules are checked and kept, and the <Link to="/dialplan">dial plan test</Link> answers by them.
    </Alert>
  );
}
