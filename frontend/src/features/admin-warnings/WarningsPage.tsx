import { EmptyState, EmptyStateBody, PageSection, Title } from "@patternfly/react-core";
import { CheckCircleIcon } from "@patternfly/react-icons";
import { useQuery } from "urql";
import { ErrorState } from "../../ui/admin/ErrorState";
import { Loading } from "../../ui/admin/Loading";
import { useRefresh } from "../../ui/admin/useRefresh";
import { useTitle } from "../../ui/admin/useTitle";
import { Warnings } from "../../ui/admin/Warnings";
import { WarningsQuery } from "./documents";

const context = { additionalTypenames: ["Location", "ConferencingNode"], requestPolicy: "cache-and-network" as const };

/** Everything that is allowed but unwise in the configuration of places. */
export function WarningsPage() {
  useTitle("Warnings");
  const [{ data, error }, reload] = useQuery({ query: WarningsQuery, context });
  useRefresh(reload);
  const list = data?.configurationWarnings;
  return (
    <>
      <PageSection>
        <Title headingLevel="h1">Warnings</Title>
        <p className="parley-intro">Configuration of locations and nodes that is allowed but unwise. It works as it was saved.</p>
      </PageSection>
      <PageSection isFilled>
        {error && !list && <ErrorState title="The warnings could not be loaded" error={error} onRetry={() => reload({ requestPolicy: "network-only" })} />}
        {!error && !list && <Loading />}
        {list?.length === 0 && (
          <EmptyState headingLevel="h2" titleText="Nothing to warn of" icon={CheckCircleIcon} status="success">
            <EmptyStateBody>Locations, overflow and nodes fit together.</EmptyStateBody>
          </EmptyState>
        )}
        {list && list.length > 0 && (
          <div className="parley-narrow">
            <Warnings warnings={list} />
          </div>
        )}
      </PageSection>
    </>
  );
}
