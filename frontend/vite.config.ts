import { defineConfig } from "vitest/config";

// The built pages are embedded into the server and served from its own origin:
// the Management Node serves admin.html and playground.html, a Conferencing
// Node participant.html. All refer to /assets/ by content hash.
export default defineConfig({
  base: "/",
  publicDir: "public",
  build: {
    outDir: "dist",
    emptyOutDir: true,
    // A strict content security policy has no data: URLs for scripts or fonts.
    assetsInlineLimit: 0,
    sourcemap: false,
    rolldownOptions: {
      onLog(level, log, report) {
        // "use client" means nothing in a page without server rendering.
        if (log.code !== "MODULE_LEVEL_DIRECTIVE") report(level, log);
      },
      input: {
        participant: "participant.html",
        admin: "admin.html",
        playground: "playground.html",
      },
    },
    // GraphiQL's editor is one large lazy part; scripts/check-size.mjs holds
    // the budgets that matter.
    chunkSizeWarningLimit: 8000,
  },
  worker: { format: "es" },
  // The development server cannot bundle ahead what imports workers.
  optimizeDeps: { exclude: ["graphiql/setup-workers/vite", "@graphiql/react/setup-workers/vite"] },
  server: {
    proxy: {
      "/api/client": process.env.PARLEY_NODE ?? "http://127.0.0.1:8443",
      "/graphql": {
        target: process.env.PARLEY_MANAGEMENT ?? "http://127.0.0.1:8080",
        ws: true,
      },
    },
  },
  test: {
    environment: "node",
    include: ["src/**/*.test.ts"],
  },
});
