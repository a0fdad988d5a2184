import { Alert, Button, Progress } from "@patternfly/react-core";
import type { Bulk } from "./useBulk";

/** How far it is, and how to stop it or to go on. */
export function BulkProgress<T>({ bulk, title }: { bulk: Bulk<T>; title: string }) {
  const { state, items, results, refusal } = bulk;
  if (state === "idle") return null;
  const percent = items.length === 0 ? 100 : Math.floor((results.length * 100) / items.length);
  return (
    <div className="parley-gap-below">
      <Progress value={percent} title={title} aria-label={title} label={`${results.length} of ${items.length}`} measureLocation="outside" {...(state === "failed" ? { variant: "danger" as const } : {})} />
      <div aria-live="polite" className="parley-live">
        {state === "failed" && (
          <Alert
            className="parley-gap-above"
            variant="danger"
            isInline
            title={refusal ?? "It could not go on."}
            actionLinks={
              <Button variant="link" isInline onClick={bulk.resume}>
                Try again
              </Button>
            }
          >
            What was done stays. Trying again does only what is left.
          </Alert>
        )}
        {state === "stopped" && (
          <Alert
            className="parley-gap-above"
            variant="warning"
            isInline
            title={`Stopped after ${results.length} of ${items.length}`}
            actionLinks={
              <Button variant="link" isInline onClick={bulk.resume}>
                Go on
              </Button>
            }
          />
        )}
      </div>
      {state === "running" && (
        <Button className="parley-gap-above" variant="secondary" onClick={bulk.stop}>
          Stop
        </Button>
      )}
    </div>
  );
}
