import { EmptyState, EmptyStateActions, EmptyStateBody, EmptyStateFooter, PageSection } from "@patternfly/react-core";
import { SearchIcon } from "@patternfly/react-icons";
import { useTitle } from "../../ui/admin/useTitle";
import { Link } from "@tanstack/react-router";

export function NotFound() {
  useTitle("No such page");
  return (
    <PageSection>
      <EmptyState headingLevel="h1" titleText="There is no such page" icon={SearchIcon}>
        <EmptyStateBody>The address may be old, or mistyped.</EmptyStateBody>
        <EmptyStateFooter>
          <EmptyStateActions>
            <Link to="/">Go to Live View</Link>
          </EmptyStateActions>
        </EmptyStateFooter>
      </EmptyState>
    </PageSection>
  );
}
