import { useNavigate, useParams } from "@tanstack/react-router";
import { useQuery } from "urql";
import { ErrorState } from "../../ui/admin/ErrorState";
import { Loading } from "../../ui/admin/Loading";
import { ReceptionForm } from "./ReceptionForm";
import { ReceptionQuery } from "./documents";

const context = { additionalTypenames: ["Reception", "Device"], requestPolicy: "network-only" as const };

/** A reception, new or existing. */
export function ReceptionPage() {
  const { id } = useParams({ from: "/receptions/$id" });
  const navigate = useNavigate();
  const isNew = id === "new";
  const [{ data, error }, reload] = useQuery({ query: ReceptionQuery, variables: { id }, pause: isNew, context });
  if (error && !data) return <ErrorState title="The reception could not be loaded" error={error} onRetry={() => reload({ requestPolicy: "network-only" })} />;
  if (!isNew && !data) return <Loading />;
  if (!isNew && !data?.reception) return <ErrorState title="There is no such reception" error={new Error("It may have been removed.")} />;
  return (
    <ReceptionForm
      saved={data?.reception ?? null}
      warnings={data?.configurationWarnings ?? []}
      onWarned={(created) => void navigate({ to: "/receptions/$id", params: { id: created } })}
      onDone={() => void navigate({ to: "/receptions" })}
    />
  );
}
