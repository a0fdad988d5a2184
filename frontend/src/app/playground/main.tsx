// The API playground: GraphiQL with its editor and workers bundled, so that it
// works without any other network than the Management Node itself.
import "graphiql/setup-workers/vite";
import "graphiql/style.css";
import "./playground.css";
import { createGraphiQLFetcher } from "@graphiql/toolkit";
import { GraphiQL } from "graphiql";
import { createClient } from "graphql-ws";
import { createRoot } from "react-dom/client";
import { examples } from "./examples";

const endpoint = new URL("/graphql", window.location.href);
const live = new URL(endpoint);
live.protocol = endpoint.protocol === "https:" ? "wss:" : "ws:";

const fetcher = createGraphiQLFetcher({
  url: endpoint.href,
  wsClient: createClient({ url: live.href, lazy: true }),
});

const root = document.getElementById("root");
if (root === null) throw new Error("playground.html has no #root");
createRoot(root).render(<GraphiQL fetcher={fetcher} defaultTabs={examples} defaultEditorToolsVisibility="headers" />);
