import { EmptyState, EmptyStateActions, EmptyStateBody, EmptyStateFooter, PageSection } from "@patternfly/react-core";
import { LockIcon } from "@patternfly/react-icons";
import type { ReactNode } from "react";
import { useSession } from "./session";
import { useTitle } from "./useTitle";

interface Props {
  /** The page that is asked for. */
  page: string;
  /** The scope that it takes. */
  scope: string;
  /** The way on. */
  children?: ReactNode;
}

/** A page that the reader's role does not open: says so, and what it would take. */
export function NotPermitted({ page, scope, children }: Props) {
  const { name } = useSession();
  useTitle(`${page}: not permitted`);
  return (
    <PageSection>
      <EmptyState headingLevel="h1" titleText="Your role does not open this page" icon={LockIcon}>
        <EmptyStateBody>
          {page} needs the permission <code>{scope}</code>, which {name} does not have. An administrator who manages access can give it to your role.
        </EmptyStateBody>
        {children && (
          <EmptyStateFooter>
            <EmptyStateActions>{children}</EmptyStateActions>
          </EmptyStateFooter>
        )}
      </EmptyState>
    </PageSection>
  );
}
