import { useNavigate, useParams } from "@tanstack/react-router";
import { useQuery } from "urql";
import { ErrorState } from "../../ui/admin/ErrorState";
import { Loading } from "../../ui/admin/Loading";
import { GatewayRuleQuery } from "./documents";
import { RuleForm } from "./RuleForm";

const context = { additionalTypenames: ["GatewayRule"], requestPolicy: "network-only" as const };

/** A gateway rule, new or existing. */
export function RulePage() {
  const { id } = useParams({ from: "/rules/$id" });
  const navigate = useNavigate();
  const isNew = id === "new";
  const [{ data, error }, reload] = useQuery({ query: GatewayRuleQuery, variables: { id }, pause: isNew, context });
  if (error && !data) return <ErrorState title="The rule could not be loaded" error={error} onRetry={() => reload({ requestPolicy: "network-only" })} />;
  if (!isNew && !data) return <Loading />;
  if (!isNew && !data?.gatewayRule) return <ErrorState title="There is no such rule" error={new Error("It may have been removed.")} />;
  return <RuleForm rule={data?.gatewayRule ?? null} warnings={data?.configurationWarnings ?? []} onDone={() => void navigate({ to: "/rules" })} />;
}
