import { useNavigate, useParams } from "@tanstack/react-router";
import { useQuery } from "urql";
import { ErrorState } from "../../ui/admin/ErrorState";
import { Loading } from "../../ui/admin/Loading";
import { PolicyProfileQuery } from "./documents";
import { PolicyForm } from "./PolicyForm";

const context = { additionalTypenames: ["PolicyProfile", "Location"], requestPolicy: "network-only" as const };

/** A policy profile, new or existing. */
export function PolicyPage() {
  const { id } = useParams({ from: "/policies/$id" });
  const navigate = useNavigate();
  const isNew = id === "new";
  const [{ data, error }, reload] = useQuery({ query: PolicyProfileQuery, variables: { id }, pause: isNew, context });
  if (error && !data) return <ErrorState title="The policy profile could not be loaded" error={error} onRetry={() => reload({ requestPolicy: "network-only" })} />;
  if (!isNew && !data) return <Loading />;
  if (!isNew && !data?.policyProfile) return <ErrorState title="There is no such policy profile" error={new Error("It may have been removed.")} />;
  return <PolicyForm key={id} profile={data?.policyProfile ?? null} locations={data?.locations ?? { totalCount: 0, nodes: [] }} onDone={() => void navigate({ to: "/policies" })} />;
}
