import { Button, EmptyState, EmptyStateActions, EmptyStateBody, EmptyStateFooter, Flex, FlexItem, Label } from "@patternfly/react-core";
import { CircleIcon, HistoryIcon, InProgressIcon, PauseIcon, PlayIcon, UnpluggedIcon } from "@patternfly/react-icons";
import type { LogSearch } from "./search";
import type { LogTail, Refused, Tail } from "./tail";

interface Props {
  tail: LogTail;
  view: Tail;
  after: string | undefined;
  onChange: (part: Partial<LogSearch>) => void;
}

/** Whether the page follows the log, and the switch for it. */
export function TailState({ tail, view, after, onChange }: Props) {
  if (view.refused) return <BookmarkState refused={view.refused} after={after} position={view.position ?? after} tail={tail} onChange={onChange} />;
  const paused = view.connection === "paused";
  return (
    <Flex className="parley-gap-below" alignItems={{ default: "alignItemsCenter" }} columnGap={{ default: "columnGapMd" }}>
      <FlexItem>
        <Button variant="secondary" icon={paused ? <PlayIcon /> : <PauseIcon />} onClick={paused ? tail.resume : tail.pause}>
          {paused ? "Go on" : "Pause"}
        </Button>
      </FlexItem>
      <FlexItem>
        <span role="status" data-testid="tail-state">
          <Word view={view} />
        </span>
      </FlexItem>
      {view.position && (
        <FlexItem className="parley-muted">
          Read up to position <span className="parley-mono" data-testid="tail-position">{view.position}</span>
        </FlexItem>
      )}
    </Flex>
  );
}

function Word({ view }: { view: Tail }) {
  if (view.connection === "paused") {
    return (
      <Label status="info" icon={<PauseIcon />}>
        {view.full ? "Paused, since the page is full" : "Paused: nothing is missed"}
      </Label>
    );
  }
  if (view.connection === "live") return <Label status="success" icon={<CircleIcon />}>Following</Label>;
  if (view.connection === "stale") return <Label status="warning" icon={<UnpluggedIcon />}>Connection lost; it goes on where it was</Label>;
  return <Label icon={<InProgressIcon />}>Connecting</Label>;
}

/** A bookmark that leads nowhere any more, in words, with the ways on. */
function BookmarkState({ refused, after, position, tail, onChange }: { refused: Refused; after: string | undefined; position: string | undefined; tail: LogTail; onChange: Props["onChange"] }) {
  const { oldestPosition } = refused;
  const newest = () => (after === undefined ? tail.restart() : onChange({ after: undefined }));
  return (
    <EmptyState headingLevel="h2" titleText={title(refused.code)} icon={HistoryIcon} status="warning">
      <EmptyStateBody>{words(refused, position)}</EmptyStateBody>
      <EmptyStateFooter>
        <EmptyStateActions>
          {refused.code.startsWith("BOOKMARK_") ? (
            <Button variant="primary" onClick={newest}>
              Show the newest events
            </Button>
          ) : (
            <Button variant="primary" onClick={tail.resume}>
              Try again
            </Button>
          )}
          {oldestPosition !== null && (
            <Button variant="secondary" onClick={() => onChange({ after: oldestPosition })}>
              Go on after position {oldestPosition}
            </Button>
          )}
        </EmptyStateActions>
      </EmptyStateFooter>
    </EmptyState>
  );
}

function title(code: string): string {
  if (code === "BOOKMARK_EXPIRED") return "This bookmark has expired";
  if (code === "BOOKMARK_BEYOND_END") return "The log does not reach that far";
  return "The log cannot be followed";
}

function words({ code, message, oldestPosition }: Refused, position: string | undefined): string {
  const where = position ? `position ${position}` : "the position";
  if (code === "BOOKMARK_EXPIRED") {
    return `Events after ${where} were removed from the log. Going on from there would hide that something is missing.${oldestPosition === null ? "" : ` It is complete again after position ${oldestPosition}.`}`;
  }
  if (code === "BOOKMARK_BEYOND_END") return `The log ends before ${where}. The bookmark is of another log, or the log was restored from a backup.`;
  return message;
}
