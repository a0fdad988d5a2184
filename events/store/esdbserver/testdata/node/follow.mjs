// Follows the log with a prefix filter. Each event becomes a line of the file,
// and the last line is where the next run goes on: nothing else is remembered.
import fs from "node:fs";
import { args, connect, lib } from "./clients.mjs";

const [file, prefix] = args;
const lines = fs.existsSync(file) ? fs.readFileSync(file, "utf8").split("\n").filter(Boolean) : [];
let fromPosition = lib.START;
if (lines.length > 0) {
  const position = BigInt(lines.at(-1).split(" ")[0]);
  fromPosition = { commit: position, prepare: position };
}
const subscription = connect().subscribeToAll({ fromPosition, filter: lib.streamNameFilter({ prefixes: [prefix] }) });
for await (const { event } of subscription) {
  fs.appendFileSync(file, `${event.position.commit} ${event.streamId} ${event.revision} ${event.type}\n`);
}
