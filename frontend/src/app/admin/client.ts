import { cacheExchange, Client, fetchExchange, makeOperation, mapExchange, type Operation } from "urql";
import { hashOf } from "../../ui/admin/trusted";

/** Called when the server says that the session is over. */
export type SessionEnded = () => void;

/** The GraphQL client of the administrators' pages. Live data does not pass through it. */
export function createAdminClient(onSessionEnded: SessionEnded): Client {
  return new Client({
    url: "/graphql",
    preferGetMethod: false,
    requestPolicy: "cache-and-network",
    exchanges: [
      cacheExchange,
      mapExchange({
        onResult({ error, operation }) {
          const over = error?.graphQLErrors.some((e) => e.extensions["code"] === "UNAUTHENTICATED");
          if (!over || operation.kind !== "query" || operation.context["probe"]) return;
          onSessionEnded();
          // A page that asked by itself gets no answer: it stays as it is, with what is typed on it.
          if (operation.context["passive"]) return new Promise<never>(() => undefined);
        },
      }),
      mapExchange({ onOperation: byHash }),
      mapExchange({ onOperation: byItself }),
      fetchExchange,
    ],
    fetchOptions,
  });
}

const fetchOptions = { credentials: "same-origin" } as const;

/** Tells the server what a page asks by itself, so that the session gets idle all the same. */
function byItself(operation: Operation): Operation {
  if (operation.kind !== "query" || !operation.context["passive"]) return operation;
  const headers = { "Parley-Passive": "1" };
  return makeOperation(operation.kind, operation, { ...operation.context, fetchOptions: { ...fetchOptions, headers } });
}

/**
 * Names the document by its hash in place of sending its text: so the server
 * knows that it is one of ours, which takes no right to ask freely.
 */
function byHash(operation: Operation): Operation {
  const sha256Hash = hashOf(operation.query);
  if (operation.kind === "teardown" || sha256Hash === null) return operation;
  const extensions = { ...operation.extensions, persistedQuery: { version: 1 as const, sha256Hash } };
  return makeOperation(operation.kind, { ...operation, extensions }, operation.context);
}
