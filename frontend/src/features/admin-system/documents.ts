import { graphql } from "../../gql";

export const ProjectionFields = graphql(`
  fragment ProjectionFields on Projection {
    name
    position
    lag
    lagSeconds
    state
    error
    eventsPerSecond
    leader
    rebuilding {
      position
      target
    }
  }
`);

export const ProjectionsQuery = graphql(`
  query Projections {
    projections {
      ...ProjectionFields
    }
  }
`);

export const ProjectionRebuildMutation = graphql(`
  mutation ProjectionRebuild($input: ProjectionRebuildInput!) {
    projectionRebuild(input: $input) {
      projection {
        ...ProjectionFields
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const ProjectionRetryMutation = graphql(`
  mutation ProjectionRetry($input: ProjectionRetryInput!) {
    projectionRetry(input: $input) {
      projection {
        name
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);
