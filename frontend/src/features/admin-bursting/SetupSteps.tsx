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
  return <WithSetup account={account}>{(setup) => (setup.provider === "STATIC" ? <ScriptRights setup={setup} /> : <Policies setup={setup} />)}</WithSetup>;
}

function Tag({ setup }: { setup: Setup }) {
  return (
    <code className="parley-break">
      {setup.tagKey}={setup.tagValue}
    </code>
  );
}

function Policies({ setup }: { setup: Setup }) {
  const { account, iamPolicy, assumePolicy, trustPolicy, diskKeyPolicy, rightsHelp } = setup;
  return (
    <div className="parley-fields">
      <p className="parley-narrow">
        Give this policy to {assumePolicy ? "the role" : "the user or role"} of {account.name}. It allows to list machines, and to start and stop those with the tag <Tag setup={setup} />, and nothing else.
      </p>
      <CopyText what="Policy" text={iamPolicy} />
      {assumePolicy && (
        <>
          <p className="parley-narrow">
            The account assumes a role. Give this one to the user of its access key, or, without a key, to the machine of the Management Node. The role itself has to trust whom you give it to.
          </p>
          <CopyText what="Policy to assume the role" text={assumePolicy} />
        </>
      )}
      {trustPolicy && (
        <>
          <p className="parley-narrow">This is how the role trusts them. If the key is of another account at the cloud than the role, name that one as principal.</p>
          <CopyText what="Trust of the role" text={trustPolicy} />
        </>
      )}
      {diskKeyPolicy && (
        <>
          <p className="parley-narrow">
            Only if the disks of the machines are encrypted with a key of your own, {assumePolicy ? "the role" : "the user or role"} needs this as well. Without it the cloud accepts a start and takes it back, which no check shows beforehand.
          </p>
          <CopyText what="Right to use keys of disks" text={diskKeyPolicy} />
        </>
      )}
      <p className="parley-narrow parley-muted">{rightsHelp}</p>
    </div>
  );
}

function ScriptRights({ setup }: { setup: Setup }) {
  return (
    <div className="parley-fields parley-narrow">
      <p>
        {setup.account.name} is run by scripts of yours, with the rights that they bring: <code>list</code> shows machines, <code>start</code> and <code>stop</code> act on one. They are given the tag in PARLEY_TAG_KEY and PARLEY_TAG_VALUE, and have to
        leave machines alone that do not bear <Tag setup={setup} />.
      </p>
      <p>
        With a script <code>check</code> beside them, the step Check tells which rights there are. What each is asked and answers is in <code>docs/operations.md</code>, under Machines at clouds.
      </p>
    </div>
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

/** Where machines of EC2 find their user data; other clouds have another way or none. */
const metadata = "169.254.169.254";

const all = { page: 0, hasNext: false, next: () => undefined, back: () => undefined };

export function PortsStep({ account }: { account: string }) {
  return (
    <WithSetup account={account}>
      {(setup) => (
        <>
          <p className="parley-narrow parley-gap-below">Open these ports in {setup.provider === "STATIC" ? "the firewall" : "the security group"} of the machines. They are those that nodes use now. A node that is started with ports of its own needs those instead, for media (--media-listen) as well.</p>
          {setup.ports.length === 0 ? (
            <Alert variant="info" isInline title="No ports are known yet: no node tells of its own." />
          ) : (
            <Listing
              title="Ports"
              rows={setup.provider === "STATIC" ? setup.ports.filter((p) => p.source !== metadata) : setup.ports}
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
        <ol className="burst-list parley-fields parley-narrow">
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
          {setup.provider === "STATIC" ? <OwnWay /> : <UserData help={setup.userDataHelp} />}
          <li>
            Once the node has reported, stop the machine at the cloud. From then on it is started when it is needed, provided that bursting is switched on in the <Link to="/settings">global settings</Link>.
          </li>
        </ol>
      )}
    </WithSetup>
  );
}

function UserData({ help }: { help: string }) {
  return (
    <li>
      <p>{help}</p>
      <p className="parley-muted">
        The document is made on the page of the <Link to="/nodes">node</Link>, under Provisioning. Have the machine run this:
      </p>
      <CopyText what="Command" text="parley node --provision-metadata ec2" />
    </li>
  );
}

function OwnWay() {
  return (
    <li>
      <p>
        Make the provisioning document on the page of the <Link to="/nodes">node</Link>, under Provisioning, and put it on the machine. It is used up when the node enrols for the first time. Have the machine run this as a service:
      </p>
      <CopyText what="Command" text="parley node --provision FILE" />
    </li>
  );
}
