import { Alert } from "@patternfly/react-core";

/** Says what a kind of service does not do yet. */
export function NotCarried({ kind }: { kind: string }) {
  return <Alert className="parley-gap-below" variant="info" isInline title={`${kind} can be configured; Conferencing Nodes do not answer for them yet. Who dials one is told that nothing is there.`} />;
}
