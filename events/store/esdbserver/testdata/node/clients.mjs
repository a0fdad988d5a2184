// The two official Node clients behind one set of names. The first argument of
// every program is the package, the second the connection string.
const [name, connection, ...rest] = process.argv.slice(2);
export const lib = await import(name);
export const args = rest;
const Client = lib.KurrentDBClient ?? lib.EventStoreDBClient;
export const connect = (text = connection) => Client.connectionString(text);

// What an append and a deletion expect has two names.
export const expecting = (state) =>
  lib.KurrentDBClient ? { streamState: state, expectedRevision: state } : { expectedRevision: state };

export const collect = async (iterable) => {
  const list = [];
  for await (const item of iterable) list.push(item);
  return list;
};

export const rejects = async (promise, type, check = () => {}) => {
  try {
    await promise;
  } catch (error) {
    if (!(error instanceof type)) throw new Error(`got ${error?.constructor?.name}: ${error}, want ${type.name}`);
    return check(error);
  }
  throw new Error(`no error, want ${type.name}`);
};
