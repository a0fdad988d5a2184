import type { EventActorKind } from "../../gql/graphql";

const parties: Readonly<Record<EventActorKind, string>> = {
  ADMINISTRATOR: "Administrator",
  TOKEN: "API token",
  NODE: "Node",
  PROCESS: "Parley",
  SYSTEM: "Parley",
};

/** Who caused an event, short enough for a table. */
export function actorName(actor: { kind: EventActorKind; name?: string | null | undefined; id?: string | null | undefined } | null | undefined): string {
  if (!actor) return "–";
  const who = actor.name || (actor.kind === "NODE" && actor.id);
  return who ? `${parties[actor.kind]} ${who}` : parties[actor.kind];
}
