import { Button, EmptyState, EmptyStateActions, EmptyStateBody, EmptyStateFooter } from "@patternfly/react-core";
import { ExclamationCircleIcon, LockIcon } from "@patternfly/react-icons";
import { CombinedError } from "urql";

interface Props {
  title: string;
  error?: Error | undefined;
  onRetry?: () => void;
}

/** What went wrong, in words, and the way on. */
export function ErrorState({ title, error, onRetry }: Props) {
  if (isForbidden(error)) {
    // The role was changed while the page was open: another try would not help.
    return (
      <EmptyState headingLevel="h2" titleText="Your role does not allow this any more" icon={LockIcon}>
        <EmptyStateBody>{explain(error)}. Sign in again to see the pages that are open to you.</EmptyStateBody>
      </EmptyState>
    );
  }
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

function isForbidden(error?: Error): boolean {
  return error instanceof CombinedError && error.graphQLErrors.some((e) => e.extensions["code"] === "FORBIDDEN");
}

/** The client library puts tags before messages that mean nothing to people. */
export function explain(error?: Error): string {
  if (!error) return "No reason was given.";
  if (error.message.startsWith("[Network]")) return "The connection to the Management Node failed. Meetings go on without it.";
  if (error.message.includes("PersistedQueryNotFound")) return "The Management Node was updated meanwhile. Load the page again.";
  return error.message.replace(/^\[GraphQL\]\s*/, "");
}
