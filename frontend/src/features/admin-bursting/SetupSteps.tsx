import { Alert } from "@patternfly/react-core";
import { Link } from "@tanstack/react-router";
import { useQuery } from "urql";
import type { BurstingSetupQuery as Data } from "../../gql/graphql";
import { ErrorState } from "../../ui/admin/ErrorState";
import { type Column, Listing } from "../../ui/admin/ListPage";
import { Loading } from "../../ui/admin/Loading";
import { CopyText } from "./CopyText";
import { BurstingSetupQuery } from "./setupDocuments";

type Setup = Data["burstingSetup"];

const context = { additionalTypenames: ["CloudAccount"], requestPolicy: "cache-and-network" as const };

/** Asks what is to be set up, which is made from the account and the configuration as they are. */
function WithSetup({ account, children }: { account: string; children: (setup: Setup) => React.ReactNode }) {
  const [{ data, error }, reload] = useQuery({ query: BurstingSetupQuery, variables: { accountId: account }, context });
  if (data) return <>{children(data.burstingSetup)}</>;
  if (error) return <ErrorState title="What is to be set up could not be loaded" error={error} onRetry={() => reload({ requestPolicy: "network-only" })} />;
  return <Loading />;
}

export function PolicyStep({ account }: { account: string }) {
  return (
    <WithSetup account={account}>
      {(setup) => (
        <div className="parley-fields">
          <p className="parley-narrow">
            Give this policy to the user or role of {setup.account.name}. It allows to list machines, and to start and stop those with the tag{" "}
            <code>
              {setup.tagKey}={setup.tagValue}
            </code>
            , and nothing else.
          </p>
          <CopyText what="Policy" text={setup.iamPolicy} />
        </div>
      )}
    </WithSetup>
  );
}

type Port = Setup["ports"][number];

const columns: Column<Port>[] = [
  { label: "Direction", render: (p) => (p.direction === "INBOUND" ? "To the node" : "From the node") },
  { label: "Protocol", render: (p) => p.protocol },
  { label: "Port", render: (p) => <span className="parley-mono">{p.port}</span> },
  { label: "Other end", isLong: true, render: (p) => p.source },
  { label: "Purpose", isLong: true, render: (p) => p.purpose },
];

const all = { page: 0, hasNext: false, next: () => undefined, back: () => undefined };

export function PortsStep({ account }: { account: string }) {
  return (
    <WithSetup account={account}>
      {(setup) => (
        <>
          <p className="parley-narrow parley-gap-below">Open these ports in the security group of the machines. The table follows the configuration as it is now.</p>
          {setup.ports.length === 0 ? (
            <Alert variant="info" isInline title="No ports are known yet: no node tells of its own." />
          ) : (
            <Listing
              title="Ports"
              rows={setup.ports}
              columns={columns}
              rowKey={(p) => `${p.direction} ${p.protocol} ${p.port} ${p.source} ${p.purpose}`}
              fetching={false}
              onRetry={() => undefined}
              empty={{ title: "No ports", body: "" }}
              paging={all}
            />
          )}
        </>
      )}
    </WithSetup>
  );
}

export function MachineStep({ account }: { account: string }) {
  return (
    <WithSetup account={account}>
      {(setup) => (
        <ol className="parley-fields parley-narrow">
          <li>
            <Link to="/locations/$id" params={{ id: "new" }}>Add a location</Link> for burst nodes, and make it the first overflow location of those that it is to help.
          </li>
          <li>
            <Link to="/nodes/$id" params={{ id: "new" }}>Add a Conferencing Node</Link> with the private address of the machine, in that location, marked for bursting.
          </li>
          <li>
            Give the machine this tag: it is known by it.
            <CopyText what="Tag" text={setup.tagKey} />
            <CopyText what="Value of the tag" text={setup.tagValue} />
          </li>
          <li>
            <p>{setup.userDataHelp}</p>
            <p className="parley-muted">
              The document is made on the <Link to="/nodes">page of the node</Link>, under Provisioning. Have the machine run this:
            </p>
            <CopyText what="Command" text="parley node --provision-metadata ec2" />
          </li>
          <li>Once the node has reported, stop the machine at the cloud. From then on it is started when it is needed.</li>
        </ol>
      )}
    </WithSetup>
  );
}
