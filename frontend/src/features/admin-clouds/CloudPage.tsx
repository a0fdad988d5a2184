import { useNavigate, useParams } from "@tanstack/react-router";
import { useQuery } from "urql";
import { ErrorState } from "../../ui/admin/ErrorState";
import { Loading } from "../../ui/admin/Loading";
import { CloudForm } from "./CloudForm";
import { CloudAccountQuery } from "./documents";

const context = { additionalTypenames: ["CloudAccount"], requestPolicy: "network-only" as const };

/** A cloud account, new or existing. */
export function CloudPage() {
  const { id } = useParams({ from: "/clouds/$id" });
  const navigate = useNavigate();
  const isNew = id === "new";
  const [{ data, error }, reload] = useQuery({ query: CloudAccountQuery, variables: { id }, pause: isNew, context });
  if (error && !data) return <ErrorState title="The cloud account could not be loaded" error={error} onRetry={() => reload({ requestPolicy: "network-only" })} />;
  if (!isNew && !data) return <Loading />;
  if (!isNew && !data?.cloudAccount) return <ErrorState title="There is no such cloud account" error={new Error("It may have been removed.")} />;
  return <CloudForm key={id} account={data?.cloudAccount ?? null} onDone={() => void navigate({ to: "/clouds" })} />;
}
