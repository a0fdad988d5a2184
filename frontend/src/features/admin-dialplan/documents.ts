import { graphql } from "../../gql";

export const ResolveAliasQuery = graphql(`
  query ResolveAlias($input: ResolveAliasInput!) {
    resolveAlias(input: $input) {
      outcome
      alias
      service {
        __typename
        id
        name
      }
      rule {
        id
        name
      }
      device {
        id
        alias
      }
      steps {
        subject
        id
        name
        reason
        message
        alias
        becomes
      }
    }
  }
`);

