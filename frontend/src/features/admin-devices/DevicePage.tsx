import { useNavigate, useParams } from "@tanstack/react-router";
import { useQuery } from "urql";
import { ErrorState } from "../../ui/admin/ErrorState";
import { Loading } from "../../ui/admin/Loading";
import { DeviceForm } from "./DeviceForm";
import { DeviceQuery } from "./documents";

const context = { additionalTypenames: ["Device", "MeetingRoom", "Auditorium", "Reception", "TestCall"], requestPolicy: "network-only" as const };

/** A device alias, new or existing. */
export function DevicePage() {
  const { id } = useParams({ from: "/devices/$id" });
  const navigate = useNavigate();
  const isNew = id === "new";
  const [{ data, error }, reload] = useQuery({ query: DeviceQuery, variables: { id }, pause: isNew, context });
  if (error && !data) return <ErrorState title="The device could not be loaded" error={error} onRetry={() => reload({ requestPolicy: "network-only" })} />;
  if (!isNew && !data) return <Loading />;
  if (!isNew && !data?.device) return <ErrorState title="There is no such device" error={new Error("It may have been removed.")} />;
  return <DeviceForm device={data?.device ?? null} warnings={data?.configurationWarnings ?? []} onDone={() => void navigate({ to: "/devices" })} />;
}
