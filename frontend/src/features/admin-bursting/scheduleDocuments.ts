import { graphql } from "../../gql";

export const BurstSchedulesQuery = graphql(`
  query BurstSchedules($first: Int!, $after: String, $filter: BurstScheduleFilter, $orderBy: BurstScheduleOrder) {
    burstSchedules(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        id
        name
        description
        location {
          id
          name
        }
        nodes
        cron
        timeZone
        leadMinutes
        durationMinutes
        enabled
        windows(count: 1) {
          startsAt
          from
          until
        }
      }
    }
  }
`);

export const BurstScheduleFields = graphql(`
  fragment BurstScheduleFields on BurstSchedule {
    id
    revision
    name
    description
    location {
      id
      name
    }
    nodes
    cron
    timeZone
    leadMinutes
    durationMinutes
    enabled
    windows(count: 3) {
      startsAt
      from
      until
    }
  }
`);

export const BurstScheduleQuery = graphql(`
  query BurstSchedule($id: ID!) {
    burstSchedule(id: $id) {
      ...BurstScheduleFields
    }
  }
`);

export const BurstScheduleCreateMutation = graphql(`
  mutation BurstScheduleCreate($input: BurstScheduleCreateInput!) {
    burstScheduleCreate(input: $input) {
      burstSchedule {
        id
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const BurstScheduleUpdateMutation = graphql(`
  mutation BurstScheduleUpdate($input: BurstScheduleUpdateInput!) {
    burstScheduleUpdate(input: $input) {
      burstSchedule {
        ...BurstScheduleFields
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const BurstScheduleRemoveMutation = graphql(`
  mutation BurstScheduleRemove($input: BurstScheduleRemoveInput!) {
    burstScheduleRemove(input: $input) {
      removedId
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const BurstSchedulesRemoveMutation = graphql(`
  mutation BurstSchedulesRemove($input: BurstSchedulesRemoveInput!) {
    burstSchedulesRemove(input: $input) {
      results {
        id
        userErrors {
          code
          field
          message
        }
      }
    }
  }
`);
