import { type Live, LiveStore } from "../../lib/live";
import { openSubscription } from "../../ui/admin/subscription";
import { AlarmsSubscription } from "./documents";
import { type Alarms, apply, type Message } from "./state";

export type AlarmView = Live<Alarms>;
export type AlarmStream = LiveStore<Alarms, Message>;

/** Follows the alarms, and goes on where it was after a loss. */
export const alarmStream = (): AlarmStream =>
  new LiveStore({
    open: (known, onMessage, onEnd) => openSubscription(AlarmsSubscription, "Alarms", { after: known?.position ?? null }, ({ alarms }) => onMessage(alarms), onEnd),
    apply,
  });
