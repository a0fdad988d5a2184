import { graphql } from "../../gql";

export const WarningsQuery = graphql(`
  query ConfigurationWarnings {
    configurationWarnings {
      code
      message
      remedy
      subjectName
      subject {
        __typename
        id
      }
    }
  }
`);
