import { Flex, FlexItem } from "@patternfly/react-core";
import { Link } from "@tanstack/react-router";
import { useQuery } from "urql";
import type { CertificatesQuery as Data } from "../../gql/graphql";
import { AddLink } from "../../ui/admin/AddLink";
import { type Column, ListPage } from "../../ui/admin/ListPage";
import { useMay } from "../../ui/admin/session";
import { formatTime } from "../../ui/admin/time";
import { given, useListFilters } from "../../ui/admin/useListFilters";
import { useRefresh } from "../../ui/admin/useRefresh";
import { CertificatesQuery } from "./documents";
import { users } from "./expiry";
import { ExpiryLabel } from "./ExpiryLabel";

type Row = Data["certificates"]["nodes"][number];

const columns: Column<Row>[] = [
  {
    label: "Name",
    isLong: true,
    render: (c) => (
      <Link to="/certificates/$id" params={{ id: c.id }}>
        {c.name}
      </Link>
    ),
  },
  { label: "Hosts", isLong: true, render: (c) => [...c.dnsNames, ...c.ipAddresses].join(", ") || "–" },
  { label: "Signed by", isLong: true, render: (c) => c.issuer || "–" },
  { label: "Ends", render: (c) => (c.notAfter ? <span className="parley-nowrap">{formatTime(c.notAfter)}</span> : "–") },
  { label: "State", render: (c) => <ExpiryLabel daysLeft={c.daysLeft} /> },
  { label: "Used by", isLong: true, render: users },
];

const context = { additionalTypenames: ["Certificate"] };

function Add() {
  if (!useMay("config:write")) return null;
  return (
    <Flex>
      <FlexItem>
        <AddLink to="/certificates/$id" params={{ id: "upload" }}>
          Upload certificate
        </AddLink>
      </FlexItem>
      <FlexItem>
        <Link to="/certificates/$id" params={{ id: "request" }} className="pf-v6-c-button pf-m-secondary">
          <span className="pf-v6-c-button__text">Request certificate</span>
        </Link>
      </FlexItem>
    </Flex>
  );
}

/** The certificates that browsers see. */
export function CertificateList() {
  const { values, set, cursor, variables } = useListFilters({ search: "" }, given);
  const [{ data, error, fetching }, reload] = useQuery({ query: CertificatesQuery, variables, context });
  useRefresh(reload);
  return (
    <ListPage
      title="Certificates"
      intro="What browsers see of the web side and of Conferencing Nodes. The link between nodes and the Management Node has certificates of its own, which renew themselves."
      rows={data?.certificates.nodes}
      columns={columns}
      rowKey={(c) => c.id}
      error={error}
      fetching={fetching}
      onRetry={() => reload({ requestPolicy: "network-only" })}
      search={{ value: values.search, label: "Search certificates", onSearch: set("search") }}
      actions={<Add />}
      empty={{ title: "No certificates yet", body: "Upload one with its key, or make a request for an authority to sign.", action: <Add /> }}
      paging={cursor.with(data?.certificates.pageInfo)}
      totalCount={data?.certificates.totalCount}
    />
  );
}
