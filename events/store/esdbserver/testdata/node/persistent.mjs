// A consumer of persistent subscriptions with an official Node client, as a
// program of its own. It prints one JSON object per line.
//
//   node persistent.mjs PACKAGE URL consume STREAM GROUP BUFFER
//     handles every message (prints it, then acknowledges) and connects again
//     whenever it is dropped, until it is killed
//   node persistent.mjs PACKAGE URL tour STREAM
//     uses everything there is of persistent subscriptions and prints what came
import { setTimeout as sleep } from "node:timers/promises";

const [, , pkg, url, command, stream, ...rest] = process.argv;
const lib = await import(pkg);
const Client = lib.KurrentDBClient ?? lib.EventStoreDBClient;
const client = Client.connectionString(url);
const print = (o) =>
  process.stdout.write(
    JSON.stringify(o, (_, v) => (typeof v === "bigint" ? Number(v) : v)) + "\n"
  );

async function consume(group, buffer) {
  for (;;) {
    try {
      const sub = client.subscribeToPersistentSubscriptionToStream(stream, group, {
        bufferSize: Number(buffer),
      });
      sub.on("confirmation", () => print({ connected: true }));
      for await (const e of sub) {
        print({ revision: e.event.revision, retry: e.retryCount });
        await sub.ack(e);
      }
    } catch (error) {
      print({ error: error.type ?? String(error) });
    }
    await sleep(100);
  }
}

const settings = lib.persistentSubscriptionToStreamSettingsFromDefaults;
const allSettings = lib.persistentSubscriptionToAllSettingsFromDefaults;
const fails = async (what) => {
  try {
    await what();
    return "worked";
  } catch (error) {
    return { type: error.type, stream: error.streamName, group: error.groupName };
  }
};
const event = (n) => lib.jsonEvent({ type: "t", data: { n } });

// until waits for what the server does in its own time.
async function until(what) {
  for (;;) {
    const got = await what();
    if (got) return got;
    await sleep(20);
  }
}

async function tour() {
  const made = settings({ startFrom: lib.START, maxRetryCount: 1, maxSubscriberCount: 1, extraStatistics: true });
  await client.createPersistentSubscriptionToStream(stream, "g", made);
  print({
    exists: await fails(() => client.createPersistentSubscriptionToStream(stream, "g", made)),
    missing: await fails(() => client.getPersistentSubscriptionToStreamInfo(stream, "ü")),
    noGroups: await fails(() => client.listPersistentSubscriptionsToStream("none")),
    deleteMissing: await fails(() => client.deletePersistentSubscriptionToAll("x")),
    updateMissing: await fails(() => client.updatePersistentSubscriptionToStream(stream, "x", made)),
    replayMissing: await fails(() => client.replayParkedMessagesToStream(stream, "x")),
  });
  const read = await client.getPersistentSubscriptionToStreamInfo(stream, "g");
  print({ settings: read.settings.maxRetryCount, strategy: read.settings.consumerStrategyName, start: read.settings.startFrom });

  await client.appendToStream(stream, [0, 1, 2, 3].map(event));
  let sub = client.subscribeToPersistentSubscriptionToStream(stream, "g", { bufferSize: 10 });
  const second = await new Promise((resolve) => {
    sub.once("confirmation", () => {
      client
        .subscribeToPersistentSubscriptionToStream(stream, "g", { bufferSize: 10 })
        .once("error", (error) => resolve(error.type));
    });
    sub.resume().pause();
  });
  print({ second });

  // 0 is acknowledged, 1 tried again and acknowledged, 2 parked, 3 skipped.
  const seen = [];
  for await (const e of sub) {
    const n = e.event.data.n;
    seen.push(`${n}*${e.retryCount}`);
    if (n === 1 && e.retryCount === 0) await sub.nack("retry", "why", e);
    else if (n === 2) await sub.nack("park", "why", e);
    else if (n === 3) await sub.nack("skip", "why", e);
    else await sub.ack(e);
    if (seen.length === 5) break;
  }
  await until(async () => {
    // what the server has not heard yet would come again
    const { stats } = await client.getPersistentSubscriptionToStreamInfo(stream, "g");
    return stats.outstandingMessagesCount === 0;
  });
  await sub.unsubscribe();
  print({ seen: seen.sort() });
  const info = await until(async () => {
    const i = await client.getPersistentSubscriptionToStreamInfo(stream, "g");
    return i.stats.parkedMessageCount === 1n && i.connections.length === 0 && i;
  });
  print({ parked: info.stats.parkedMessageCount, known: info.stats.lastKnownEventRevision });

  await client.replayParkedMessagesToStream(stream, "g", { stopAt: 10 });
  sub = client.subscribeToPersistentSubscriptionToStream(stream, "g", { bufferSize: 10 });
  for await (const e of sub) {
    print({ replayed: e.event.data.n });
    await sub.nack("stop", "enough", e);
    const dropped = await new Promise((resolve) => {
      sub.once("error", (error) => resolve({ type: error.type, stream: error.streamName, group: error.groupName }));
      sub.resume();
    });
    print({ dropped });
    break;
  }

  await client.updatePersistentSubscriptionToStream(stream, "g", { ...made, consumerStrategyName: lib.PINNED });
  const updated = await client.getPersistentSubscriptionToStreamInfo(stream, "g");
  print({ strategy: updated.settings.consumerStrategyName });

  await client.createPersistentSubscriptionToAll("all", allSettings({ startFrom: lib.START }), {
    filter: lib.streamNameFilter({ prefixes: [stream] }),
  });
  const all = client.subscribeToPersistentSubscriptionToAll("all", { bufferSize: 10 });
  const revisions = [];
  for await (const e of all) {
    revisions.push(e.event.revision);
    await all.ack(e);
    if (revisions.length === 4) break;
  }
  await all.unsubscribe();
  print({ all: revisions });
  const list = await client.listAllPersistentSubscriptions();
  print({ list: list.map((i) => `${i.eventSource}/${i.groupName}`) });
  await client.restartPersistentSubscriptionSubsystem();
  await client.deletePersistentSubscriptionToStream(stream, "g");
  await client.deletePersistentSubscriptionToAll("all");
  print({ left: (await client.listAllPersistentSubscriptions()).length });
  process.exit(0);
}

await { consume: () => consume(...rest), tour }[command]();
