import { Breadcrumb, BreadcrumbItem, Label } from "@patternfly/react-core";
import { EraserIcon } from "@patternfly/react-icons";
import { Link, useParams } from "@tanstack/react-router";
import { useMemo } from "react";
import { useQuery } from "urql";
import type { ConferenceRecordQuery as Data } from "../../gql/graphql";
import { ErrorState } from "../../ui/admin/ErrorState";
import { type Column, ListPage } from "../../ui/admin/ListPage";
import { useCursor } from "../../ui/admin/paging";
import { useMay } from "../../ui/admin/session";
import { WhyHereDialog } from "../../ui/admin/WhyHere";
import { useRefresh } from "../../ui/admin/useRefresh";
import { formatDuration, formatTime } from "../../ui/admin/time";
import { clientName } from "./clientName";
import { ConferenceRecordQuery } from "./documents";
import { EraseButton } from "./EraseButton";
import { NodesOf } from "./NodesOf";
import { reasonWords } from "./reasons";

type Conference = NonNullable<Data["conferenceRecord"]>;
type Row = Conference["participants"]["nodes"][number];

const roles = { HOST: "Host", GUEST: "Guest", UNKNOWN: "–" };

const columns: Column<Row>[] = [
  { label: "Name", isLong: true, render: (p) => (p.erased ? <Label isCompact icon={<EraserIcon />}>Erased</Label> : p.displayName) },
  { label: "Role", render: (p) => <span className="parley-nowrap">{roles[p.role]}</span> },
  { label: "Called", render: (p) => <span className="parley-mono">{p.alias}</span> },
  { label: "With", render: (p) => <span className="parley-nowrap" title={p.vendor}>{clientName(p.protocol, p.vendor)}</span> },
  { label: "From", render: (p) => <From participant={p} /> },
  { label: "Joined, stayed", render: (p) => <Stay participant={p} /> },
  { label: "Left because", render: (p) => (p.leftAt ? reasonWords(p.leaveReason) : "still here") },
];

/** From where somebody called, which nodes took the call, and why its media went where they did. */
function From({ participant: p }: { participant: Row }) {
  const mayAsk = useMay("history:read");
  return (
    <>
      <span className="parley-mono parley-nowrap">{p.remote || "–"}</span>
      {[p.nodeName, ...p.moves.map((m) => m.nodeName)].map((name, i) => (
        <div key={i} className="parley-nowrap">
          {i === 0 ? "on" : "then"} {name || "a removed node"}
        </div>
      ))}
      {mayAsk && <WhyHereDialog participantId={p.id} name={p.erased ? "an erased participant" : p.displayName} />}
    </>
  );
}

function Stay({ participant: p }: { participant: Row }) {
  return (
    <>
      <div className="parley-nowrap">{formatTime(p.joinedAt)}</div>
      <div className="parley-nowrap">{formatDuration(p.joinedAt, p.leftAt)}</div>
    </>
  );
}

const erasable = (p: Row) => !p.erased && p.leftAt != null;

const context = { requestPolicy: "network-only" as const };

/** One conference and who took part in it. */
export function ConferenceRecordPage() {
  const { id } = useParams({ from: "/history/conferences/$id" });
  const cursor = useCursor();
  const variables = useMemo(() => ({ id, after: cursor.after }), [id, cursor.after]);
  const [{ data, error, fetching }, reload] = useQuery({ query: ConferenceRecordQuery, variables, context });
  useRefresh(reload);
  const mayErase = useMay("personal:erase");
  const record = data?.conferenceRecord;
  const erase: Column<Row> = {
    label: "Actions",
    isActions: true,
    render: (p) => erasable(p) && <EraseButton participant={p} onErased={() => reload({ requestPolicy: "network-only" })} />,
  };
  if (data && !record) return <ErrorState title="There is no such conference" error={new Error("The history does not know it.")} />;
  return (
    <ListPage
      title={record?.serviceName ?? "Conference"}
      intro={record ? summary(record) : ""}
      rows={record?.participants.nodes}
      columns={mayErase && record?.participants.nodes.some(erasable) ? [...columns, erase] : columns}
      rowKey={(p) => p.id}
      error={error}
      fetching={fetching}
      onRetry={() => reload({ requestPolicy: "network-only" })}
      above={
        <Breadcrumb className="parley-breadcrumb">
          <BreadcrumbItem>
            <Link to="/history/conferences">Conference history</Link>
          </BreadcrumbItem>
          <BreadcrumbItem isActive>{record?.serviceName ?? "Conference"}</BreadcrumbItem>
        </Breadcrumb>
      }
      empty={{ title: "Nobody joined", body: "The conference has no participants on record." }}
      paging={cursor.with(record?.participants.pageInfo)}
      below={record && <NodesOf conference={record} />}
    />
  );
}

function summary(c: Conference): string {
  const end = c.endedAt ? `ended ${formatTime(c.endedAt)} (${reasonWords(c.endReason)})` : "still running";
  return `Started ${formatTime(c.startedAt)} on ${c.nodeName}, ${c.locationName}; ${end}. ${c.participantCount === 1 ? "1 participant" : `${c.participantCount} participants`}, at most ${c.peakParticipants} at a time.`;
}
