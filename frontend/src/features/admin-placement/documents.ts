import { graphql } from "../../gql";

export const ExplainPlacementQuery = graphql(`
  query ExplainPlacement($input: ExplainPlacementInput!) {
    explainPlacement(input: $input) {
      message
      rejection
      callHd
      reserveHd
      conferenceId
      decidedAt
      node {
        id
        name
      }
      edges {
        ...PlacementCandidateFields
      }
      locations {
        step
        verdict
        message
        location {
          id
          name
        }
        candidates {
          ...PlacementCandidateFields
        }
      }
    }
  }
  fragment PlacementCandidateFields on PlacementCandidate {
    verdict
    message
    present
    neededHd
    freeHd
    node {
      id
      name
    }
  }
`);
