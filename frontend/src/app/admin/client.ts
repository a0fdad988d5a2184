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
        onError(error, operation) {
          const over = error.graphQLErrors.some((e) => e.extensions["code"] === "UNAUTHENTICATED");
          if (over && operation.kind === "query" && !operation.context["probe"]) onSessionEnded();
        },
      }),
      mapExchange({ onOperation: byHash }),
      fetchExchange,
    ],
    fetchOptions: { credentials: "same-origin" },
  });
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
