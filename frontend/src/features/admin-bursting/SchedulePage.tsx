import { useNavigate, useParams } from "@tanstack/react-router";
import { useQuery } from "urql";
import { ErrorState } from "../../ui/admin/ErrorState";
import { Loading } from "../../ui/admin/Loading";
import { BurstScheduleQuery } from "./scheduleDocuments";
import { ScheduleForm } from "./ScheduleForm";

const context = { additionalTypenames: ["BurstSchedule"], requestPolicy: "network-only" as const };

/** A burst schedule, new or existing. */
export function SchedulePage() {
  const { id } = useParams({ from: "/bursting/schedules/$id" });
  const navigate = useNavigate();
  const isNew = id === "new";
  const [{ data, error }, reload] = useQuery({ query: BurstScheduleQuery, variables: { id }, pause: isNew, context });
  if (error && !data) return <ErrorState title="The schedule could not be loaded" error={error} onRetry={() => reload({ requestPolicy: "network-only" })} />;
  if (!isNew && !data) return <Loading />;
  if (!isNew && !data?.burstSchedule) return <ErrorState title="There is no such schedule" error={new Error("It may have been removed.")} />;
  return <ScheduleForm key={id} schedule={data?.burstSchedule ?? null} onDone={() => void navigate({ to: "/bursting/schedules" })} />;
}
