import { Label } from "@patternfly/react-core";
import { useMemo, useState } from "react";
import { useMutation, useQuery } from "urql";
import type { SessionsQuery as Data } from "../../gql/graphql";
import { FilterSelect } from "../../ui/admin/FilterSelect";
import { type Column, Listing, ListPage } from "../../ui/admin/ListPage";
import { useNotice } from "../../ui/admin/notices";
import { useCursor } from "../../ui/admin/paging";
import { removal, RemoveButton } from "../../ui/admin/RemoveButton";
import { useMay, useSession } from "../../ui/admin/session";
import { formatTime } from "../../ui/admin/time";
import { SessionEndMutation, SessionsQuery } from "./documents";

type Row = Data["sessions"]["nodes"][number];

const context = { additionalTypenames: ["Session"], requestPolicy: "cache-and-network" as const };

const moment = (time: string | null | undefined, from: string | null | undefined) => (
  <>
    {formatTime(time)}
    {from && <div className="parley-muted">from {from}</div>}
  </>
);

const username: Column<Row> = {
  label: "User name",
  isLong: true,
  render: (s) => (
    <>
      {s.username} {s.current && <Label isCompact status="info">This one</Label>} {s.idle && <Label isCompact status="warning">Idle</Label>}
    </>
  ),
};

const columns: Column<Row>[] = [
  { label: "Began", isLong: true, render: (s) => moment(s.startedAt, s.startedFrom) },
  { label: "Last active", isLong: true, render: (s) => moment(s.lastActiveAt, s.lastActiveFrom) },
  { label: "Ends at the latest", render: (s) => formatTime(s.expiresAt) },
  { label: "Actions", isActions: true, render: (s) => <End session={s} /> },
];

const empty = { title: "No open sessions", body: "Nobody is signed in." };

/** Who is signed in: everybody, for those who manage access, otherwise the reader. */
export function SessionList() {
  const all = useMay("access:write");
  const [own, setOwn] = useState("");
  const cursor = useCursor();
  const variables = useMemo(() => ({ first: 50, after: cursor.after, filter: own ? { own: true } : null }), [cursor.after, own]);
  const [{ data, error, fetching }, reload] = useQuery({ query: SessionsQuery, variables, context });
  return (
    <ListPage
      title="Sessions"
      intro={all ? "Administrators who are signed in." : "Where you are signed in."}
      rows={data?.sessions.nodes}
      columns={[username, ...columns]}
      rowKey={(s) => s.id}
      error={error}
      fetching={fetching}
      onRetry={() => reload({ requestPolicy: "network-only" })}
      filters={
        all && (
          <FilterSelect
            label="Whose sessions"
            value={own}
            all="Everybody's"
            options={{ own: "Mine" }}
            onFilter={(value) => {
              cursor.reset();
              setOwn(value);
            }}
          />
        )
      }
      empty={empty}
      paging={cursor.with(data?.sessions.pageInfo)}
      totalCount={data?.sessions.totalCount}
    />
  );
}

/** The open sessions of one account. */
export function SessionsOf({ administratorId }: { administratorId: string }) {
  const cursor = useCursor();
  const variables = useMemo(() => ({ first: 20, after: cursor.after, filter: { administratorId } }), [cursor.after, administratorId]);
  const [{ data, error, fetching }, reload] = useQuery({ query: SessionsQuery, variables, context });
  return (
    <Listing
      title="Open sessions"
      rows={data?.sessions.nodes}
      columns={columns}
      rowKey={(s) => s.id}
      error={error}
      fetching={fetching}
      onRetry={() => reload({ requestPolicy: "network-only" })}
      empty={{ title: "No open sessions", body: "The account is not signed in anywhere." }}
      paging={cursor.with(data?.sessions.pageInfo)}
      totalCount={data?.sessions.totalCount}
    />
  );
}

function End({ session }: { session: Row }) {
  const [, end] = useMutation(SessionEndMutation);
  const notice = useNotice();
  const { onSession } = useSession();
  return (
    <RemoveButton
      size="sm"
      verb="End"
      what={`session of ${session.username} of ${formatTime(session.startedAt)}`}
      consequence={session.current ? "It is the one that you are in: you are signed out." : "Whoever is signed in with it has to sign in again. What is open ends at once."}
      onRemove={async () => {
        const { data, error } = await end({ input: { id: session.id } }, { additionalTypenames: ["Session"] });
        return removal(error, data?.sessionEnd.userErrors, () => {
          if (session.current) return onSession();
          notice(`A session of ${session.username} was ended`);
        });
      }}
    />
  );
}
