import { graphql } from "../../gql";

/** What is shown of a node goes through no cache, so its parts have no type names. */
export const BurstingNodeFields = graphql(`
  fragment BurstingNodeFields on BurstingNode {
    node {
      id
      name
    }
    location {
      id
      name
    }
    account {
      id
      name
    }
    instance {
      id
      name
      state
      address
      publicAddress
      type
    }
    state
    startedAt
    maxHd
    mediaLoadPercent
    calls
    costSoFar {
      amount
      currency
    }
    why
    lastEvent {
      id
      time
      kind
      reason
    }
    canStart
    cannotStart
    canStop
    cannotStop
    earliestStopAt
    giveUpAt
    holdUntil
    failure {
      code
      permission
      message
      at
    }
  }
`);

export const BurstingLocationFields = graphql(`
  fragment BurstingLocationFields on BurstingLocation {
    location {
      id
      name
    }
    mediaLoadPercent
    maxHd
    availableHd
    pendingHd
    thresholdHd
    state
    overflows {
      id
      name
    }
    principals {
      id
      name
    }
    forecast {
      at
      availableHd
    }
    recent {
      at
      availableHd
    }
  }
`);

export const BurstingSubscription = graphql(`
  subscription BurstingStatus {
    burstingStatus {
      enabled
      thresholdHd
      minLifetimeMinutes
      evaluatedAt
      awaiting
      issues {
        code
        severity
        subjectKind
        subjectId
        subjectName
        text
        remedy
        since
      }
      principalLocations {
        ...BurstingLocationFields
      }
      overflowLocations {
        ...BurstingLocationFields
      }
      nodes {
        ...BurstingNodeFields
      }
      accounts {
        account {
          id
          name
        }
        enabled
        answeredAt
        machines
        failure {
          code
          permission
          message
          at
        }
      }
    }
  }
`);

export const BurstNodeStartMutation = graphql(`
  mutation BurstNodeStart($input: BurstNodeStartInput!) {
    burstNodeStart(input: $input) {
      nodeId
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const BurstNodeStopMutation = graphql(`
  mutation BurstNodeStop($input: BurstNodeStopInput!) {
    burstNodeStop(input: $input) {
      nodeId
      userErrors {
        code
        field
        message
      }
    }
  }
`);
