import type { CodegenConfig } from "@graphql-codegen/cli";
import { type FieldNode, Kind, type OperationDefinitionNode, type SelectionSetNode, visit } from "graphql";

const typename: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: "__typename" } };
const names = (set: SelectionSetNode) => set.selections.some((s) => s.kind === Kind.FIELD && s.name.value === "__typename");

// The cache of the client tells by type names what a mutation has changed, and
// documents are sent by their hash: what is not in them is not asked for. What
// subscriptions bring passes no cache; fragments may be theirs.
const withTypenames = {
  OperationDefinition: (operation: OperationDefinitionNode) => (operation.operation === "subscription" ? false : undefined),
  FragmentDefinition: () => false as const,
  Field: (field: FieldNode) =>
    field.selectionSet && !names(field.selectionSet) ? { ...field, selectionSet: { ...field.selectionSet, selections: [typename, ...field.selectionSet.selections] } } : undefined,
};

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
      documentTransforms: [{ transform: ({ documents }) => documents.map((file) => (file.document ? { ...file, document: visit(file.document, withTypenames) } : file)) }],
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
