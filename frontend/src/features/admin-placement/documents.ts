import { graphql } from "../../gql";

export const PlacementChoicesQuery = graphql(`
  query PlacementChoices {
    locations(first: 100, orderBy: { field: NAME }) {
      nodes {
        id
        name
      }
    }
    conferencingNodes(first: 100, orderBy: { field: NAME }) {
      nodes {
        id
        name
      }
    }
    services(first: 100, orderBy: { field: NAME }) {
      nodes {
        id
        name
      }
    }
  }
`);

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
