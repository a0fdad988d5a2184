import { useNavigate, useParams } from "@tanstack/react-router";
import { useQuery } from "urql";
import { ErrorState } from "../../ui/admin/ErrorState";
import { Loading } from "../../ui/admin/Loading";
import { TestCallForm } from "./TestCallForm";
import { TestCallQuery } from "./documents";

const context = { additionalTypenames: ["TestCall", "Device"], requestPolicy: "network-only" as const };

/** A test call, new or existing. */
export function TestCallPage() {
  const { id } = useParams({ from: "/test-calls/$id" });
  const navigate = useNavigate();
  const isNew = id === "new";
  const [{ data, error }, reload] = useQuery({ query: TestCallQuery, variables: { id }, pause: isNew, context });
  if (error && !data) return <ErrorState title="The test call could not be loaded" error={error} onRetry={() => reload({ requestPolicy: "network-only" })} />;
  if (!isNew && !data) return <Loading />;
  if (!isNew && !data?.testCall) return <ErrorState title="There is no such test call" error={new Error("It may have been removed.")} />;
  return (
    <TestCallForm
      saved={data?.testCall ?? null}
      warnings={data?.configurationWarnings ?? []}
      onWarned={(created) => void navigate({ to: "/test-calls/$id", params: { id: created } })}
      onDone={() => void navigate({ to: "/test-calls" })}
    />
  );
}
