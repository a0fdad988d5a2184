import { Button, PageSection, Title, Toolbar, ToolbarContent, ToolbarItem } from "@patternfly/react-core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback, useEffect, useMemo, useSyncExternalStore } from "react";
import { useClient } from "urql";
import { FilterInput } from "../../ui/admin/FilterInput";
import { useSession } from "../../ui/admin/session";
import { useTitle } from "../../ui/admin/useTitle";
import { EventDialog } from "./EventDialog";
import { EventTable } from "./EventTable";
import { LogFacts } from "./LogFacts";
import { eventFilter, isPosition, logSearch, type LogSearch, streamPrefixes, typePrefixes } from "./search";
import { TailState } from "./TailState";
import { LogTail } from "./tail";

/** The event log: the newest events, and what is recorded while one looks. */
export function LogPage() {
  useTitle("Event log");
  const { type, stream, after, event } = useSearch({ from: "/log" });
  const navigate = useNavigate({ from: "/log" });
  const change = useCallback(
    (part: Partial<LogSearch>) => void navigate({ search: (before) => logSearch({ ...before, ...part }), replace: true, resetScroll: false }),
    [navigate],
  );
  const open = useCallback((position: string | undefined) => void navigate({ search: (before) => ({ ...before, event: position }), resetScroll: false }), [navigate]);
  return (
    <>
      <PageSection>
        <Title headingLevel="h1">Event log</Title>
        <p className="parley-intro">Everything that was configured and everything that happened, newest first.</p>
        <div className="parley-header">
          <LogFacts />
        </div>
      </PageSection>
      <PageSection isFilled>
        <Following key={JSON.stringify([type, stream, after])} type={type} stream={stream} after={after} onChange={change} onOpen={open} />
      </PageSection>
      {event && <EventDialog position={event} onClose={() => open(undefined)} />}
    </>
  );
}

interface Props extends LogSearch {
  onChange: (part: Partial<LogSearch>) => void;
  onOpen: (position: string) => void;
}

function Following({ type, stream, after, onChange, onOpen }: Props) {
  const client = useClient();
  const tail = useMemo(() => new LogTail(client, eventFilter({ type, stream }), after ?? null), [client, type, stream, after]);
  const view = useSyncExternalStore(tail.subscribe, tail.get);
  const { onSession } = useSession();
  useEffect(() => {
    if (view.connection === "signed-out") onSession();
  }, [view.connection, onSession]);
  return (
    <>
      <Filters type={type} stream={stream} after={after} onChange={onChange} />
      <TailState tail={tail} view={view} after={after} onChange={onChange} />
      {(view.refused === null || view.rows.list.length > 0) && <EventTable view={view} after={after} filtered={Boolean(type || stream)} onOpen={onOpen} onRetry={tail.retry} onOlder={() => void tail.loadOlder()} />}
    </>
  );
}

function Filters({ type, stream, after, onChange }: LogSearch & Pick<Props, "onChange">) {
  const onType = useCallback((value: string) => onChange({ type: value || undefined }), [onChange]);
  const onStream = useCallback((value: string) => onChange({ stream: value || undefined }), [onChange]);
  const onAfter = useCallback((value: string) => onChange({ after: isPosition(value) ? value : undefined }), [onChange]);
  return (
    <Toolbar className="parley-toolbar">
      <ToolbarContent>
        <FilterInput label="Type begins with" value={type ?? ""} onFilter={onType} suggestions={typePrefixes} />
        <FilterInput label="Stream begins with" value={stream ?? ""} onFilter={onStream} suggestions={streamPrefixes} />
        <FilterInput label="Begin after position" value={after ?? ""} onFilter={onAfter} />
        {(type || stream || after) && (
          <ToolbarItem>
            <Button variant="link" onClick={() => onChange({ type: undefined, stream: undefined, after: undefined })}>
              Show all, from the newest
            </Button>
          </ToolbarItem>
        )}
      </ToolbarContent>
    </Toolbar>
  );
}
