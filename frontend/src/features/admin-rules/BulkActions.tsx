import { Alert, Button, ToolbarItem } from "@patternfly/react-core";
import { useState } from "react";
import { useMutation } from "urql";
import type { GatewayRulesAction } from "../../gql/graphql";
import { explain } from "../../ui/admin/ErrorState";
import { useNotice } from "../../ui/admin/notices";
import { RemoveButton } from "../../ui/admin/RemoveButton";
import { GatewayRulesApplyMutation } from "./documents";
import type { Row } from "./RuleList";

const done = { ENABLE: "enabled", DISABLE: "disabled", REMOVE: "removed" };
const rules = (n: number) => (n === 1 ? "1 rule" : `${n} rules`);

/** Does something to all rules that were chosen. What is refused stays chosen. */
export function BulkActions({ picked, onDone }: { picked: readonly Row[]; onDone: (left: readonly string[]) => void }) {
  const [{ fetching }, send] = useMutation(GatewayRulesApplyMutation);
  const [refusal, setRefusal] = useState<string | null>(null);
  const notice = useNotice();
  const apply = async (action: GatewayRulesAction): Promise<string | null> => {
    const { data, error } = await send({ input: { ids: picked.map((r) => r.id), action } });
    if (error) return explain(error);
    const refused = (data?.gatewayRulesApply.results ?? []).filter((r) => r.userErrors.length > 0);
    const first = refused[0];
    if (picked.length > refused.length) notice(`${rules(picked.length - refused.length)} ${picked.length - refused.length === 1 ? "was" : "were"} ${done[action]}`);
    onDone(refused.map((r) => r.id));
    if (first === undefined) return null;
    return `${picked.find((r) => r.id === first.id)?.name ?? "A rule"}: ${first.userErrors[0]?.message ?? ""}${refused.length > 1 ? ` And ${refused.length - 1} more.` : ""}`;
  };
  const button = (action: GatewayRulesAction, label: string) => (
    <ToolbarItem>
      <Button variant="secondary" isDisabled={fetching} onClick={() => void apply(action).then(setRefusal)}>
        {label} {picked.length}
      </Button>
    </ToolbarItem>
  );
  return (
    <>
      {button("ENABLE", "Enable")}
      {button("DISABLE", "Disable")}
      <ToolbarItem>
        <RemoveButton
          what={rules(picked.length)}
          label={`Remove ${picked.length}`}
          consequence={`Removed are: ${picked.map((r) => r.name).join(", ")}. Calls that they would have taken go to the next rule that fits, or nowhere.`}
          onRemove={() => apply("REMOVE")}
        />
      </ToolbarItem>
      {refusal && (
        <ToolbarItem>
          <Alert variant="danger" isInline isPlain title={refusal} />
        </ToolbarItem>
      )}
    </>
  );
}
