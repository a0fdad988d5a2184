import { graphql } from "../../gql";

export const AlarmFields = graphql(`
  fragment AlarmFields on Alarm {
    id
    kind
    level
    active
    details
    since
    raisedAt
    loweredAt
    loweredReason
    acknowledgedAt
    acknowledgedBy
    note
    position
    subject {
      kind
      id
      name
    }
    numbers {
      name
      value
    }
  }
`);

export const AlarmsSubscription = graphql(`
  subscription Alarms($after: Position) {
    alarms(after: $after) {
      position
      complete
      alarms {
        ...AlarmFields
      }
      counts {
        error
        warning
        info
        unacknowledged
      }
    }
  }
`);

export const AlarmHistoryQuery = graphql(`
  query AlarmHistory($first: Int!, $after: String, $filter: AlarmFilter) {
    alarms(first: $first, after: $after, filter: $filter) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        ...AlarmFields
      }
    }
  }
`);

export const AlarmAcknowledgeMutation = graphql(`
  mutation AlarmAcknowledge($input: AlarmAcknowledgeInput!) {
    alarmAcknowledge(input: $input) {
      alarm {
        ...AlarmFields
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);
