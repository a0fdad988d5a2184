import { graphql } from "../../gql";

export const ParticipantChoices = graphql(`
  query ParticipantChoices($search: String) {
    choices: automaticParticipants(first: 100, filter: { search: $search }, orderBy: { field: ALIAS }) {
      pageInfo {
        hasNextPage
      }
      nodes {
        id
        name: alias
      }
    }
  }
`);

export const ParticipantName = graphql(`
  query ParticipantName($id: ID!) {
    automaticParticipant(id: $id) {
      id
      alias
    }
  }
`);
