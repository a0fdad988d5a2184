import { Button, EmptyState, EmptyStateActions, EmptyStateBody, EmptyStateFooter } from "@patternfly/react-core";
import { ExclamationCircleIcon } from "@patternfly/react-icons";

interface Props {
  title: string;
  error?: Error | undefined;
  onRetry?: () => void;
}

/** What went wrong, in words, and the way on. */
export function ErrorState({ title, error, onRetry }: Props) {
  return (
    <EmptyState headingLevel="h2" titleText={title} icon={ExclamationCircleIcon} status="danger">
      <EmptyStateBody>{explain(error)}</EmptyStateBody>
      {onRetry && (
        <EmptyStateFooter>
          <EmptyStateActions>
            <Button variant="primary" onClick={onRetry}>
              Try again
            </Button>
          </EmptyStateActions>
        </EmptyStateFooter>
      )}
    </EmptyState>
  );
}

/** The client library puts tags before messages that mean nothing to people. */
export function explain(error?: Error): string {
  if (!error) return "No reason was given.";
  if (error.message.startsWith("[Network]")) return "The connection to the Management Node failed. Meetings go on without it.";
  return error.message.replace(/^\[GraphQL\]\s*/, "");
}
