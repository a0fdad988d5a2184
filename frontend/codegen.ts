import type { CodegenConfig } from "@graphql-codegen/cli";

// Types and typed documents of everything under src/ that calls graphql().
// persisted-documents.json maps sha256 hashes to documents: the list of
// documents the server trusts from this interface.
const config: CodegenConfig = {
  schema: "../schema.graphqls",
  documents: ["src/**/*.{ts,tsx}", "!src/gql/**"],
  ignoreNoDocuments: true,
  generates: {
    "./src/gql/": {
      preset: "client",
      presetConfig: {
        fragmentMasking: false,
        persistedDocuments: { mode: "embedHashInDocument", hashAlgorithm: "sha256" },
      },
      config: {
        useTypeImports: true,
        enumsAsTypes: true,
        strictScalars: true,
        scalars: {
          DateTime: "string",
          Int64: "string",
          JSON: "unknown",
          Position: "string",
        },
      },
    },
  },
};

export default config;
