import { graphql } from "../../gql";

export const EventRow = graphql(`
  fragment EventRow on Event {
    position
    createdAt
    type
    stream
    revision
    actor {
      kind
      name
    }
  }
`);

export const EventsQuery = graphql(`
  query Events($first: Int!, $after: String, $filter: EventFilter) {
    events(first: $first, after: $after, filter: $filter) {
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        ...EventRow
      }
    }
  }
`);

export const EventTailSubscription = graphql(`
  subscription EventTail($after: Position, $filter: EventFilter) {
    events(after: $after, filter: $filter) {
      __typename
      ... on Event {
        ...EventRow
      }
      ... on EventBookmark {
        position
        caughtUp
      }
    }
  }
`);

export const EventQuery = graphql(`
  query Event($position: Position!) {
    event(position: $position) {
      id
      position
      stream
      revision
      type
      createdAt
      occurredAt
      source
      correlation
      causation
      data
      problem
      actor {
        kind
        id
        name
      }
    }
  }
`);

export const EventLogQuery = graphql(`
  query EventLog {
    eventLog {
      kind
      oldestPosition
      newestPosition
      updatedAt
      events
      bytes
      walBytes
    }
  }
`);
