import { cacheExchange, Client, fetchExchange, mapExchange } from "urql";

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
      fetchExchange,
    ],
    fetchOptions: { credentials: "same-origin" },
  });
}
