import { Alert, Button, Label, Title } from "@patternfly/react-core";
import { CheckCircleIcon, ExclamationCircleIcon, QuestionCircleIcon } from "@patternfly/react-icons";
import { Link } from "@tanstack/react-router";
import { useQuery } from "urql";
import type { CloudAccountCheckQuery as Data } from "../../gql/graphql";
import { ErrorState } from "../../ui/admin/ErrorState";
import { type Column, Listing } from "../../ui/admin/ListPage";
import { Loading } from "../../ui/admin/Loading";
import { useMay } from "../../ui/admin/session";
import { checkVerdict, failurePlace, failureWords, rightRemedy } from "./checkWords";
import { CloudAccountCheckQuery } from "./setupDocuments";

type Check = Data["cloudAccountCheck"];
type Finding = Check["findings"][number];
type Machine = Check["machines"][number];

const context = { requestPolicy: "network-only" as const };
const all = { page: 0, hasNext: false, next: () => undefined, back: () => undefined };

const findings: Column<Finding>[] = [
  { label: "Right", isLong: true, render: (f) => <span className="parley-mono">{f.permission}</span> },
  { label: "Found", render: (f) => <Found finding={f} /> },
  { label: "Tried with", isLong: true, render: (f) => (f.instanceId ? <span className="parley-mono">{f.instanceId}</span> : "–") },
  {
    label: "What to do",
    isLong: true,
    width: 35,
    render: (f) => (
      <>
        {rightRemedy(f) || "–"}
        {f.message && <div className="parley-small parley-muted parley-break">The cloud says: {f.message}</div>}
      </>
    ),
  },
];

const machines: Column<Machine>[] = [
  {
    label: "Machine",
    isLong: true,
    render: (m) => (
      <>
        {m.name && <div>{m.name}</div>}
        <span className="parley-mono parley-small">{m.id}</span>
      </>
    ),
  },
  { label: "State", render: (m) => m.state },
  { label: "Size", render: (m) => m.type || "–" },
  { label: "Addresses", isLong: true, render: (m) => [...m.addresses, m.publicAddress].filter(Boolean).join(", ") || "–" },
  {
    label: "Tag",
    isLong: true,
    render: (m) =>
      m.tagMatches ? (
        <Label isCompact status="success" icon={<CheckCircleIcon />}>As the account has it</Label>
      ) : (
        <Label isCompact status="warning" icon={<ExclamationCircleIcon />}>Another value: {m.tagValue || "none"}</Label>
      ),
  },
  {
    label: "Node",
    isLong: true,
    render: (m) =>
      m.node ? (
        <Link to="/nodes/$id" params={{ id: m.node.id }}>
          {m.node.name}
        </Link>
      ) : (
        <span className="parley-muted">
          None has one of its addresses. <Link to="/nodes/$id" params={{ id: "new" }}>Add a node</Link>
        </span>
      ),
  },
];

/** What the cloud lets be done with the account, found out without changing anything. */
export function AccountCheck({ account }: { account: string }) {
  // It asks the cloud in the account's name.
  const may = useMay("config:write");
  const [{ data, error, fetching }, ask] = useQuery({ query: CloudAccountCheckQuery, variables: { id: account }, context, pause: !may });
  if (!may) return <Alert variant="info" isInline title="Only who may change the configuration may have the cloud asked." />;
  const again = (
    <Button variant="secondary" isLoading={fetching} isDisabled={fetching} onClick={() => ask({ requestPolicy: "network-only" })}>
      Check again
    </Button>
  );
  if (!data) return error ? <ErrorState title="The account could not be checked" error={error} onRetry={() => ask({ requestPolicy: "network-only" })} /> : <Loading />;
  const check = data.cloudAccountCheck;
  const verdict = checkVerdict(check);
  return (
    <div className="parley-fields">
      <div role="status">
        <Alert variant={verdict.variant} isInline title={verdict.title}>
          {check.failure && <p>{failureWords(check.failure.code)}</p>}
          {check.failure?.message && <p className="parley-small parley-break">The cloud says: {check.failure.message}</p>}
          <Place account={account} check={check} />
        </Alert>
      </div>
      <div>{again}</div>
      {check.findings.length > 0 && (
        <section aria-labelledby="check-rights">
          <Title headingLevel="h3" id="check-rights" size="md">Rights</Title>
          <Listing title="Rights" rows={check.findings} columns={findings} rowKey={(f) => `${f.permission} ${f.instanceId}`} fetching={fetching} onRetry={() => undefined} empty={{ title: "", body: "" }} paging={all} />
        </section>
      )}
      {!check.failure && (
        <section aria-labelledby="check-machines">
          <Title headingLevel="h3" id="check-machines" size="md">Machines with the tag</Title>
          {check.machines.length === 0 ? (
            <p className="parley-intro">No machine bears the tag of the account, neither with its value nor with another.</p>
          ) : (
            <Listing title="Machines with the tag" rows={check.machines} columns={machines} rowKey={(m) => m.id} fetching={fetching} onRetry={() => undefined} empty={{ title: "", body: "" }} paging={all} totalCount={check.machines.length} />
          )}
        </section>
      )}
    </div>
  );
}

/** Leads to where it is mended. */
function Place({ account, check }: { account: string; check: Check }) {
  const place = check.failure ? failurePlace(check.failure.code) : check.findings.some((f) => f.tried && !f.granted) ? "rights" : null;
  if (place === "account") return <Link to="/clouds/$id" params={{ id: account }}>Open the account</Link>;
  if (place === "rights") return <Link to="/bursting/setup" search={{ account, step: "rights" }}>Show the policy</Link>;
  return null;
}

function Found({ finding: { tried, granted } }: { finding: Finding }) {
  if (!tried) return <Label isCompact icon={<QuestionCircleIcon />}>Could not be tried</Label>;
  if (granted) return <Label isCompact status="success" icon={<CheckCircleIcon />}>There</Label>;
  return <Label isCompact status="danger" icon={<ExclamationCircleIcon />}>Missing</Label>;
}
