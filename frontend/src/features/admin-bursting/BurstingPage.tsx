import { Alert, EmptyState, EmptyStateActions, EmptyStateBody, EmptyStateFooter, PageSection, Title } from "@patternfly/react-core";
import { CloudIcon } from "@patternfly/react-icons";
import { Link } from "@tanstack/react-router";
import { useEffect, useState, useSyncExternalStore } from "react";
import { ErrorState } from "../../ui/admin/ErrorState";
import { Facts } from "../../ui/admin/Facts";
import { Loading } from "../../ui/admin/Loading";
import { useSession } from "../../ui/admin/session";
import { formatTime } from "../../ui/admin/time";
import { useTitle } from "../../ui/admin/useTitle";
import { Issues } from "./Issues";
import { Locations } from "./Locations";
import { NodeTable } from "./NodeTable";
import { burstingStream, type BurstingView, type Status } from "./stream";
import "./bursting.css";

/** Dynamic bursting as it is now, live: where it is tight, what runs at the clouds, and why. */
export function BurstingPage() {
  useTitle("Bursting");
  const [stream] = useState(burstingStream);
  const view = useSyncExternalStore(stream.subscribe, stream.get);
  const { onSession } = useSession();
  useEffect(() => {
    if (view.connection === "signed-out") onSession();
  }, [view.connection, onSession]);
  return (
    <>
      <PageSection>
        <Title headingLevel="h1">Bursting</Title>
        <p className="parley-intro">Nodes at clouds that are started when locations fill up, and stopped again. What is shown changes by itself.</p>
      </PageSection>
      <PageSection isFilled data-testid="bursting" data-connection={view.connection}>
        <Content view={view} />
      </PageSection>
    </>
  );
}

function Content({ view: { value: status, connection, refused } }: { view: BurstingView }) {
  if (refused !== null) return <ErrorState title="Bursting cannot be shown" error={new Error(refused)} />;
  const lost = connection === "stale" || connection === "signed-out";
  if (status === null) return lost ? <Lost /> : <Loading />;
  return (
    <>
      {lost && <Lost />}
      {status.evaluatedAt ? <State status={status} /> : <Undecided />}
      {status.awaiting && (
        <Alert variant="info" isInline className="parley-gap-below" title="Nothing is started or stopped by itself yet">
          {status.awaiting}
        </Alert>
      )}
      {isBare(status) ? (
        status.evaluatedAt &&
        <Bare status={status} />
      ) : (
        <>
          <Issues issues={status.issues} />
          <Locations
            title="Principal locations"
            intro="They overflow into locations with burst nodes. A node is started when their threshold is reached."
            locations={status.principalLocations}
            evaluatedAt={status.evaluatedAt}
            related={{ label: "Overflows into", of: (l) => l.overflows }}
            none="No location overflows first into a location with burst nodes. Until one does, no node is started by itself."
          />
          <Locations
            title="Overflow locations"
            intro="They have the burst nodes. At their own threshold the next node is started."
            locations={status.overflowLocations}
            evaluatedAt={status.evaluatedAt}
            related={{ label: "Helps", of: (l) => l.principals }}
            none="No location has burst nodes."
            asleep="no node runs"
          />
          <NodeTable nodes={status.nodes} asOf={status.evaluatedAt} />
        </>
      )}
    </>
  );
}

const isBare = (s: Status) => s.issues.length === 0 && s.nodes.length === 0 && s.principalLocations.length === 0 && s.overflowLocations.length === 0;

function Lost() {
  return <Alert variant="warning" isInline className="parley-gap-below" title="The connection is lost: what is shown may be old. It is tried again." />;
}

function Undecided() {
  return (
    <Alert variant="info" isInline className="parley-gap-below" title="Nothing is known yet">
      No Management Node has looked at the locations since this one began. It does so every few seconds; what it finds appears here.
    </Alert>
  );
}

/** Whether it works at all, by which settings, and as of when. */
function State({ status }: { status: Status }) {
  const { enabled, evaluatedAt, thresholdHd, minLifetimeMinutes, accounts } = status;
  return (
    <div className="parley-gap-below">
      {!enabled && (
        <Alert variant="info" isInline className="parley-gap-below" title="Dynamic bursting is off">
          No node is started or stopped by itself. Nodes can still be started and stopped by hand. <Link to="/settings">Turn it on in the global settings</Link>
        </Alert>
      )}
      <Facts
        label="Settings"
        facts={[
          ["Threshold", `${thresholdHd} HD calls free`],
          ["A node runs at least", `${minLifetimeMinutes} min`],
          ["As of", <span key="at" data-testid="evaluated">{formatTime(evaluatedAt)}</span>],
          ...accounts.map((a) => [`Account ${a.account.name}`, <Account key={a.account.id} account={a} />] as const),
        ]}
      />
    </div>
  );
}

function Account({ account: { account, enabled, machines, answeredAt, failure } }: { account: Status["accounts"][number] }) {
  const state = !enabled ? "disabled" : failure ? "does not answer as it should" : answeredAt ? (machines === 1 ? "1 machine" : `${machines} machines`) : "not asked yet";
  return (
    <Link to="/clouds/$id" params={{ id: account.id }} aria-label={`Account ${account.name}: ${state}`}>
      {state}
    </Link>
  );
}

function Bare({ status: { accounts } }: { status: Status }) {
  return (
    <EmptyState headingLevel="h2" titleText="There are no burst nodes yet" icon={CloudIcon}>
      <EmptyStateBody>
        {accounts.length === 0
          ? "It takes an account at a cloud, machines there with Conferencing Nodes, and a location that overflows into theirs."
          : "Mark a Conferencing Node on a machine of your account for bursting, and have a location overflow into its location."}
      </EmptyStateBody>
      <EmptyStateFooter>
        <EmptyStateActions>
          <Link to="/bursting/setup" className="pf-v6-c-button pf-m-primary">
            <span className="pf-v6-c-button__text">Set up bursting</span>
          </Link>
        </EmptyStateActions>
      </EmptyStateFooter>
    </EmptyState>
  );
}
