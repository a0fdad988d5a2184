import { type Live, LiveStore } from "../../lib/live";
import { openSubscription } from "../../ui/admin/subscription";
import type { BurstingStatusSubscription } from "../../gql/graphql";
import { BurstingSubscription } from "./documents";

export type Status = BurstingStatusSubscription["burstingStatus"];
export type BurstNode = Status["nodes"][number];
export type BurstLocation = Status["principalLocations"][number];
export type BurstIssue = Status["issues"][number];

export type BurstingView = Live<Status>;

/** The server says something every 15 s at the latest. */
const silence = 25_000;

/** Follows what bursting does; every message is the whole of it. */
export const burstingStream = () =>
  new LiveStore<Status, Status>({
    open: (_, onMessage, onEnd) => openSubscription(BurstingSubscription, "BurstingStatus", {}, ({ burstingStatus }) => onMessage(burstingStatus), onEnd, silence),
    apply: (_, status) => status,
  });
