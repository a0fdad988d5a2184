import { gap, type Live, LiveStore } from "../../lib/live";
import { openSubscription } from "../../ui/admin/subscription";
import { LiveViewSubscription } from "./documents";
import { apply, type LiveState, type LiveViewMessage } from "./state";

export type LiveView = Live<LiveState>;

/** Follows the live view: applies deltas, and resumes with its own position after a loss or a gap. */
export const liveViewStream = () =>
  new LiveStore<LiveState, LiveViewMessage>({
    open: (known, onMessage, onEnd) => openSubscription(LiveViewSubscription, "LiveView", { after: known?.position.toString() ?? null }, ({ liveView }) => onMessage(liveView), onEnd),
    apply: (known, message) => {
      const applied = apply(known, message);
      return applied.kind === "state" ? applied.state : applied.kind === "same" && known !== null ? known : gap;
    },
    isOverWithOtherRights: true,
  });
