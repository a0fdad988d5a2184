import { useNavigate, useParams } from "@tanstack/react-router";
import { useQuery } from "urql";
import { ErrorState } from "../../ui/admin/ErrorState";
import { Loading } from "../../ui/admin/Loading";
import { AuditoriumForm } from "./AuditoriumForm";
import { AuditoriumQuery } from "./documents";

const context = { additionalTypenames: ["Auditorium", "Device"], requestPolicy: "network-only" as const };

/** An auditorium, new or existing. */
export function AuditoriumPage() {
  const { id } = useParams({ from: "/auditoriums/$id" });
  const navigate = useNavigate();
  const isNew = id === "new";
  const [{ data, error }, reload] = useQuery({ query: AuditoriumQuery, variables: { id }, pause: isNew, context });
  if (error && !data) return <ErrorState title="The auditorium could not be loaded" error={error} onRetry={() => reload({ requestPolicy: "network-only" })} />;
  if (!isNew && !data) return <Loading />;
  if (!isNew && !data?.auditorium) return <ErrorState title="There is no such auditorium" error={new Error("It may have been removed.")} />;
  return (
    <AuditoriumForm
      saved={data?.auditorium ?? null}
      warnings={data?.configurationWarnings ?? []}
      onWarned={(created) => void navigate({ to: "/auditoriums/$id", params: { id: created } })}
      onDone={() => void navigate({ to: "/auditoriums" })}
    />
  );
}
