import { Alert, EmptyState, EmptyStateBody, PageSection, Tab, TabContent, Tabs, TabTitleText, Title } from "@patternfly/react-core";
import { CheckCircleIcon } from "@patternfly/react-icons";
import { useEffect, useRef, useState } from "react";
import { useMay, useSession } from "../../ui/admin/session";
import { Listing, type Column } from "../../ui/admin/ListPage";
import { Loading } from "../../ui/admin/Loading";
import { useTitle } from "../../ui/admin/useTitle";
import { AcknowledgeButton } from "./AcknowledgeButton";
import { AlarmHistory } from "./AlarmHistory";
import { acknowledged, shared } from "./columns";
import { useAlarms } from "./context";
import type { Alarm } from "./state";

/** What needs attention now, live, and what did. */
export function AlarmsPage() {
  useTitle("Alarms");
  const [tab, setTab] = useState<"active" | "history">("active");
  const active = useRef<HTMLElement>(null);
  const history = useRef<HTMLElement>(null);
  return (
    <>
      <PageSection>
        <Title headingLevel="h1">Alarms</Title>
        <p className="parley-intro">What needs attention. Alarms are raised and lowered by themselves.</p>
      </PageSection>
      <PageSection isFilled>
        <Tabs activeKey={tab} onSelect={(_, key) => setTab(key as typeof tab)} aria-label="Alarms" className="parley-gap-below">
          <Tab eventKey="active" title={<TabTitleText>Active</TabTitleText>} tabContentRef={active} tabContentId="alarms-active" />
          <Tab eventKey="history" title={<TabTitleText>History</TabTitleText>} tabContentRef={history} tabContentId="alarms-history" />
        </Tabs>
        <TabContent id="alarms-active" eventKey="active" ref={active} aria-label="Active" hidden={tab !== "active"}>
          {tab === "active" && <Active />}
        </TabContent>
        <TabContent id="alarms-history" eventKey="history" ref={history} aria-label="History" hidden={tab !== "history"}>
          {tab === "history" && <AlarmHistory />}
        </TabContent>
      </PageSection>
    </>
  );
}

function Active() {
  const { value: alarms, connection } = useAlarms();
  const may = useMay("config:write");
  const { onSession } = useSession();
  useEffect(() => {
    if (connection === "signed-out") onSession();
  }, [connection, onSession]);
  const lost = connection === "stale" || connection === "signed-out";
  if (alarms === null) return lost ? <Lost /> : <Loading />;
  const columns: Column<Alarm>[] = [
    ...shared,
    acknowledged,
    ...(may ? [{ label: "Actions", isActions: true, render: (a: Alarm) => <AcknowledgeButton alarm={a} /> }] : []),
  ];
  return (
    <div data-testid="active-alarms">
      {lost && <Lost />}
      {alarms.list.length === 0 ? (
        <EmptyState headingLevel="h2" titleText="No alarms" icon={CheckCircleIcon} status="success">
          <EmptyStateBody>Nothing needs attention. What was raised before is in the history.</EmptyStateBody>
        </EmptyState>
      ) : (
        <Listing
          title="Active alarms"
          rows={alarms.list}
          columns={columns}
          rowKey={(a) => a.id}
          fetching={false}
          onRetry={() => undefined}
          empty={{ title: "No alarms", body: "" }}
          paging={{ page: 0, hasNext: false, next: () => undefined, back: () => undefined }}
          totalCount={alarms.list.length}
        />
      )}
    </div>
  );
}

function Lost() {
  return <Alert variant="warning" isInline className="parley-gap-below" title="The connection is lost: what is shown may be old. It is tried again." />;
}
