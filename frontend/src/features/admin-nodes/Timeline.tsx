import { Button, Title } from "@patternfly/react-core";
import { useMemo, useState } from "react";
import { useQuery } from "urql";
import { ErrorState } from "../../ui/admin/ErrorState";
import { Loading } from "../../ui/admin/Loading";
import { useMay } from "../../ui/admin/session";
import { formatTime } from "../../ui/admin/time";
import { useRefresh } from "../../ui/admin/useRefresh";
import { NodeTimelineQuery } from "./documents";

const context = { requestPolicy: "network-only" as const };
const step = 20;

/** What happened to the node, and why, newest first. */
export function Timeline({ id }: { id: string }) {
  const may = useMay("history:read");
  const [first, setFirst] = useState(step);
  const variables = useMemo(() => ({ id, first }), [id, first]);
  const [{ data, error }, reload] = useQuery({ query: NodeTimelineQuery, variables, context, pause: !may });
  useRefresh(reload, may);
  if (!may) return null;
  const page = data?.nodeHistory;
  return (
    <section aria-labelledby="timeline" className="parley-gap-above">
      <Title headingLevel="h3" id="timeline" size="md" className="parley-gap-below">
        What happened
      </Title>
      {!page && (error ? <ErrorState title="The history could not be loaded" error={error} onRetry={() => reload({ requestPolicy: "network-only" })} /> : <Loading />)}
      {page && (
        <ol className="node-timeline">
          {page.nodes.map((e) => (
            <li key={e.id}>
              <time className="parley-muted parley-nowrap" dateTime={e.time}>
                {formatTime(e.time)}
              </time>{" "}
              {e.reason}
            </li>
          ))}
        </ol>
      )}
      {page?.pageInfo.hasNextPage && first < 100 && (
        <Button variant="link" isInline onClick={() => setFirst(first + step)}>
          Show earlier events
        </Button>
      )}
    </section>
  );
}
