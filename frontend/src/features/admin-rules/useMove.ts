import { useEffect, useRef, useState } from "react";
import { useMutation } from "urql";
import { explain } from "../../ui/admin/ErrorState";
import { useNotice } from "../../ui/admin/notices";
import { GatewayRuleMoveMutation } from "./documents";
import { moveButtonId, type Way } from "./MoveButtons";
import type { Row } from "./RuleList";

/** Moves rules past their neighbours in the list. */
export function useMove(rows: readonly Row[], refresh: () => void) {
  const [{ fetching }, send] = useMutation(GatewayRuleMoveMutation);
  const [refusal, setRefusal] = useState<string | null>(null);
  const notice = useNotice();
  // A row that is put elsewhere loses the focus that was in it.
  const focus = useRef<string | null>(null);
  useEffect(() => {
    if (focus.current === null) return;
    document.getElementById(focus.current)?.focus();
    focus.current = null;
  }, [rows]);

  const move = async (rule: Row, way: Way) => {
    const at = rows.findIndex((r) => r.id === rule.id);
    const neighbour = rows[way === "up" ? at - 1 : at + 1];
    if (neighbour === undefined || fetching) return;
    setRefusal(null);
    const beside = way === "up" ? { beforeId: neighbour.id } : { afterId: neighbour.id };
    const { data, error } = await send({ input: { id: rule.id, expectedRevision: rule.revision, ...beside } });
    const why = error ? explain(error) : data?.gatewayRuleMove.userErrors[0]?.message;
    if (why === undefined) {
      focus.current = moveButtonId(rule.id, way);
      notice(`${rule.name} is asked ${way === "up" ? "before" : "after"} ${neighbour.name} now`);
    } else setRefusal(why);
    refresh();
  };
  return { move: (rule: Row, way: Way) => void move(rule, way), moving: fetching, refusal };
}
