import { Alert, List, ListItem } from "@patternfly/react-core";
import type { Bulk } from "./useBulk";

/** A service that was selected, on whatever page of the list. */
export interface Selected {
  id: string;
  name: string;
}

/** Closing while it runs is not possible; closing afterwards shows the list as it is now. */
export function closing<T>(bulk: Bulk<T>, onDone: () => void, onClose: () => void) {
  return () => {
    if (bulk.state === "running") return;
    if (bulk.state !== "idle") onDone();
    onClose();
  };
}

/** The first names of a list. */
export function Names({ list }: { list: readonly Selected[] }) {
  const shown = list.slice(0, 10);
  return (
    <List className="parley-gap-above">
      {shown.map((s) => (
        <ListItem key={s.id} className="parley-break">
          {s.name}
        </ListItem>
      ))}
      {list.length > shown.length && <ListItem>and {list.length - shown.length} more</ListItem>}
    </List>
  );
}

/** What became of each, where it did not become what was wanted. */
export function BulkOutcome({ bulk, done }: { bulk: Bulk<Selected>; done: string }) {
  const failed = bulk.results.flatMap((r, i) => (r.ok ? [] : [{ name: bulk.items[i]?.name ?? "", message: r.message }]));
  if (bulk.state !== "done") return null;
  const fine = bulk.results.length - failed.length;
  return (
    <div aria-live="polite">
      <Alert variant={failed.length === 0 ? "success" : "warning"} isInline title={failed.length === 0 ? `${fine} ${done}` : `${fine} ${done}, ${failed.length} not`}>
        {failed.length > 0 && (
          <List>
            {failed.slice(0, 50).map((f, i) => (
              <ListItem key={i} className="parley-break">
                {f.name}: {f.message}
              </ListItem>
            ))}
            {failed.length > 50 && <ListItem>and {failed.length - 50} more</ListItem>}
          </List>
        )}
      </Alert>
    </div>
  );
}
