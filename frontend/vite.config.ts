import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

/**
 * The playground's style sheets carry their fonts as data: URLs, which our
 * content security policy does not allow: they become files of their own.
 */
function fontsAsFiles(): Plugin {
  const embedded = /url\((["']?)data:(?:font\/|application\/(?:x-)?font-)([a-z0-9-]+)[^,)]*;base64,([A-Za-z0-9+/=]+)\1\)/g;
  return {
    name: "parley-fonts-as-files",
    apply: "build",
    generateBundle(_options, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type !== "asset" || !file.fileName.endsWith(".css")) continue;
        file.source = String(file.source).replace(embedded, (_all, _quote, kind: string, base64: string) => {
          const extension = kind === "truetype" || kind === "sfnt" ? "ttf" : kind;
          const source = Buffer.from(base64, "base64");
          const reference = this.emitFile({ type: "asset", name: `font.${extension}`, source });
          return `url(/${this.getFileName(reference)})`;
        });
      }
    },
  };
}

// The built pages are embedded into the server and served from its own origin:
// the Management Node serves admin.html and playground.html, a Conferencing
// Node participant.html. All refer to /assets/ by content hash.
export default defineConfig({
  base: "/",
  publicDir: "public",
  plugins: [fontsAsFiles()],
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
