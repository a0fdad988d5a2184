import { useNavigate, useParams } from "@tanstack/react-router";
import { useQuery } from "urql";
import { ErrorState } from "../../ui/admin/ErrorState";
import { Loading } from "../../ui/admin/Loading";
import { useRefresh } from "../../ui/admin/useRefresh";
import { NodeQuery } from "./documents";
import { NodeForm } from "./NodeForm";

const context = { additionalTypenames: ["ConferencingNode", "Location"], requestPolicy: "network-only" as const };

/** A Conferencing Node, new or existing. */
export function NodePage() {
  const { id } = useParams({ from: "/nodes/$id" });
  const navigate = useNavigate();
  const isNew = id === "new";
  const [{ data, error }, reload] = useQuery({ query: NodeQuery, variables: { id }, pause: isNew, context });
  useRefresh(reload, !isNew);
  if (error && !data) return <ErrorState title="The node could not be loaded" error={error} onRetry={() => reload({ requestPolicy: "network-only" })} />;
  if (!isNew && !data) return <Loading />;
  if (!isNew && !data?.conferencingNode) return <ErrorState title="There is no such node" error={new Error("It may have been removed.")} />;
  return (
    <NodeForm
      node={data?.conferencingNode ?? null}
      warnings={data?.configurationWarnings ?? []}
      onCreated={(created) => void navigate({ to: "/nodes/$id", params: { id: created } })}
      onDone={() => void navigate({ to: "/nodes" })}
    />
  );
}
