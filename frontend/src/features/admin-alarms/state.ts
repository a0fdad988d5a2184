import type { AlarmFieldsFragment, AlarmsSubscription } from "../../gql/graphql";

export type Alarm = AlarmFieldsFragment;
export type Counts = AlarmsSubscription["alarms"]["counts"];
export type Message = AlarmsSubscription["alarms"];

/** The alarms that are raised, newest first, as of a position. Never changed in place. */
export interface Alarms {
  position: string;
  list: readonly Alarm[];
  counts: Counts;
}

/** What a message makes of the alarms; the same ones when it changes nothing. */
export function apply(state: Alarms | null, message: Message): Alarms {
  const { position, counts } = message;
  if (message.complete || state === null) return { position, counts, list: newestFirst(message.alarms.filter((a) => a.active)) };
  if (message.alarms.length === 0 && position === state.position) return state;
  const changed = new Set(message.alarms.map((a) => a.id));
  const rest = state.list.filter((a) => !changed.has(a.id));
  return { position, counts, list: newestFirst([...message.alarms.filter((a) => a.active), ...rest]) };
}

function newestFirst(list: readonly Alarm[]): readonly Alarm[] {
  return [...list].sort((a, b) => {
    const [x, y] = [BigInt(a.position), BigInt(b.position)];
    return x < y ? 1 : x > y ? -1 : 0;
  });
}
