// Everything that clients do with streams, as its administrator.
import assert from "node:assert/strict";
import { args, collect, connect, expecting, lib, rejects } from "./clients.mjs";

const client = connect();
const [stranger] = args; // a connection string whose login is wrong
const { jsonEvent, binaryEvent, BACKWARDS, END, START, NO_STREAM, STREAM_EXISTS } = lib;
const events = (n, type = "test.happened") => Array.from({ length: n }, (_, i) => jsonEvent({ type, data: { n: i }, metadata: { by: "node" } }));

// Appends: batch append, and the plain one, which own credentials bring about.
const first = await client.appendToStream("node-1", events(3), expecting(NO_STREAM));
assert.equal(first.nextExpectedRevision, 2n);
assert.ok(first.position.commit > 0n);
const credentials = { username: "admin", password: "changeit" };
const second = await client.appendToStream("node-1", events(2), { ...expecting(2n), credentials });
assert.equal(second.nextExpectedRevision, 4n);
const bytes = Uint8Array.from([0, 1, 254, 255]);
await client.appendToStream("node-1", binaryEvent({ type: "test.bytes", data: bytes, metadata: Uint8Array.from([7]) }), expecting(STREAM_EXISTS));

// A repeat is no second event.
const again = events(2);
const one = await client.appendToStream("node-2", again, expecting(NO_STREAM));
const two = await client.appendToStream("node-2", again, expecting(NO_STREAM));
assert.deepEqual(two.nextExpectedRevision, one.nextExpectedRevision);
assert.equal((await collect(client.readStream("node-2"))).length, 2);

// Many small appends at once.
await Promise.all(Array.from({ length: 500 }, (_, i) => client.appendToStream(`many-${i % 7}`, events(1))));
let many = 0;
for (let i = 0; i < 7; i++) many += (await collect(client.readStream(`many-${i}`))).length;
assert.equal(many, 500);

// Reads.
const all = (await collect(client.readStream("node-1"))).map(({ event }) => event);
assert.deepEqual(all.map((e) => e.revision), [0n, 1n, 2n, 3n, 4n, 5n]);
assert.deepEqual(all[1].data, { n: 1 });
assert.deepEqual(all[1].metadata, { by: "node" });
assert.deepEqual(Buffer.from(all[5].data), Buffer.from(bytes));
assert.ok(Math.abs(Date.now() - all[0].created.valueOf()) < 60_000);
const back = await collect(client.readStream("node-1", { direction: BACKWARDS, fromRevision: END, maxCount: 2 }));
assert.deepEqual(back.map(({ event }) => event.revision), [5n, 4n]);
const middle = await collect(client.readStream("node-1", { fromRevision: 3n, maxCount: 2 }));
assert.deepEqual(middle.map(({ event }) => event.revision), [3n, 4n]);
const log = await collect(client.readAll({ fromPosition: START }));
assert.equal(log.filter(({ event }) => event?.streamId === "node-1").length, 6);
const newest = await collect(client.readAll({ direction: BACKWARDS, fromPosition: END, maxCount: 5 }));
assert.equal(newest.length, 5);
if (lib.KurrentDBClient) {
  // The older client filters subscriptions only.
  const filtered = await collect(client.readAll({ filter: lib.streamNameFilter({ prefixes: ["node-2"] }) }));
  assert.equal(filtered.length, 2);
  const byType = await collect(client.readAll({ filter: lib.eventTypeFilter({ regex: "^test\\.b" }) }));
  assert.equal(byType.length, 1);
}

// Typed errors.
await rejects(client.appendToStream("node-1", events(1), expecting(NO_STREAM)), lib.WrongExpectedVersionError, (e) => {
  assert.equal(e.streamName, "node-1");
  assert.equal(e.actualState ?? e.actualVersion, 5n);
});
await rejects(client.deleteStream("node-1", { expectedRevision: 1n }), lib.WrongExpectedVersionError);
await rejects(collect(client.readStream("nothing")), lib.StreamNotFoundError);
await rejects(client.appendToStream("large", events(40_000)), lib.MaxAppendSizeExceededError);
const outsider = connect(stranger);
await rejects(collect(outsider.readStream("node-1")), lib.AccessDeniedError);

// Metadata, deletion, tombstone.
await client.setStreamMetadata("node-1", { maxCount: 2 });
assert.equal((await client.getStreamMetadata("node-1")).metadata.maxCount, 2);
assert.deepEqual((await collect(client.readStream("node-1"))).map(({ event }) => event.revision), [4n, 5n]);
await client.deleteStream("node-1");
await rejects(collect(client.readStream("node-1")), lib.StreamNotFoundError);
assert.equal((await client.appendToStream("node-1", events(1), expecting(NO_STREAM))).nextExpectedRevision, 6n);
assert.deepEqual((await collect(client.readStream("node-1"))).map(({ event }) => event.revision), [6n]);
await client.tombstoneStream("node-2");
await rejects(collect(client.readStream("node-2")), lib.StreamDeletedError, (e) => assert.equal(e.streamName, "node-2"));
await rejects(client.appendToStream("node-2", events(1)), lib.StreamDeletedError);

// A subscription to a stream: what is there, then what comes.
const got = [];
const subscription = client.subscribeToStream("node-3");
await new Promise((resolve, reject) => {
  subscription.on("error", reject);
  subscription.on("confirmation", () => client.appendToStream("node-3", events(3)).catch(reject));
  subscription.on("data", ({ event }) => got.push(event.revision) === 3 && resolve());
});
await subscription.unsubscribe();
assert.deepEqual(got, [0n, 1n, 2n]);

await client.dispose();
await outsider.dispose();
