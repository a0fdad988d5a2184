import { createClient, type SubscribePayload } from "graphql-ws";
import { stringifyDocument, type TypedDocumentNode } from "urql";
import type { End } from "../../lib/live";
import { hashOf } from "./trusted";

interface GraphQLProblem {
  message: string;
  extensions?: Record<string, unknown> | undefined;
}

/** The server says something every 5 s at the latest, where nothing else is said; after this much silence the connection is taken for dead. */
const usualSilence = 12_000;

/**
 * Subscribes over a connection of its own, outside of any cache. Calls onEnd
 * once, when it is over for whatever reason but being ended by the caller.
 */
export function openSubscription<Data, Variables extends Record<string, unknown>>(
  document: TypedDocumentNode<Data, Variables>,
  operationName: string,
  variables: Variables,
  onData: (data: Data) => void,
  onEnd: (end: End) => void,
  silence = usualSilence,
): () => void {
  let over = false;
  let watchdog = 0;
  let closed: End | null = null;
  const url = new URL("/graphql", window.location.href);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  const client = createClient({
    url: url.href,
    lazy: true,
    retryAttempts: 0,
    on: { closed: (event) => (closed ??= endOfClose((event as CloseEvent).code)) },
  });
  const finish = (end: End | null) => {
    if (over) return;
    over = true;
    window.clearTimeout(watchdog);
    void client.dispose();
    if (end) onEnd(closed ?? end);
  };
  const listen = () => {
    window.clearTimeout(watchdog);
    watchdog = window.setTimeout(() => finish({ kind: "lost" }), silence);
  };
  listen();
  client.subscribe<Data>(
    request(document, operationName, variables),
    {
      next: ({ data, errors }) => {
        if (over) return;
        listen();
        if (errors?.[0]) finish(endOf(errors));
        else if (data) onData(data);
      },
      error: (error) => finish(endOf(error)),
      complete: () => finish({ kind: "lost" }),
    },
  );
  return () => finish(null);
}

/** What the server says by the way in which it closes; null: nothing. */
export function endOfClose(code: number): End | null {
  if (code === 4401) return { kind: "signed-out" };
  return code === 4403 ? { kind: "other-rights" } : null;
}

/** What the server said, if it was the server. */
export function endOf(error: unknown): End {
  const problem = Array.isArray(error) ? (error[0] as GraphQLProblem | undefined) : undefined;
  const code = problem?.extensions?.["code"];
  if (!problem || typeof code !== "string" || code === "UNAVAILABLE" || code === "INTERNAL") return { kind: "lost" };
  if (code === "UNAUTHENTICATED") return { kind: "signed-out" };
  return { kind: "refused", code, message: problem.message, extensions: problem.extensions ?? {} };
}

/** A document of this build is named by its hash: anybody may ask it who may see what it asks for. */
function request<Data, Variables extends Record<string, unknown>>(document: TypedDocumentNode<Data, Variables>, operationName: string, variables: Variables): SubscribePayload {
  const sha256Hash = hashOf(document);
  if (sha256Hash === null) return { query: stringifyDocument(document), operationName, variables };
  return { query: "", operationName, variables, extensions: { persistedQuery: { version: 1, sha256Hash } } };
}
