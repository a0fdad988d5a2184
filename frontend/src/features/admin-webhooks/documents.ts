import { graphql } from "../../gql";

export const WebhooksQuery = graphql(`
  query Webhooks($first: Int!, $after: String) {
    webhooks(first: $first, after: $after) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        id
        name
        url
        typePrefixes
        enabled
        lag
        pending
        parked
        failingSince
        lastError
        lastSuccessAt
        pausedUntil
        replay {
          position
          through
        }
      }
    }
  }
`);

export const WebhookFields = graphql(`
  fragment WebhookFields on Webhook {
    id
    revision
    name
    url
    typePrefixes
    includePersonalData
    enabled
    createdAt
    position
    lag
    pending
    parked
    failingSince
    lastError
    lastSuccessAt
    pausedUntil
    replay {
      after
      through
      position
    }
  }
`);

export const WebhookQuery = graphql(`
  query Webhook($id: ID!) {
    webhook(id: $id) {
      ...WebhookFields
    }
  }
`);

export const DeliveriesQuery = graphql(`
  query WebhookDeliveries($id: ID!, $after: String, $states: [WebhookDeliveryState!]) {
    webhook(id: $id) {
      id
      deliveries(first: 25, after: $after, states: $states) {
        pageInfo {
          hasNextPage
          endCursor
        }
        nodes {
          position
          eventType
          stream
          replay
          state
          attempts
          lastAttemptAt
          nextAttemptAt
          statusCode
          error
          durationMs
        }
      }
    }
  }
`);

export const WebhookCreateMutation = graphql(`
  mutation WebhookCreate($input: WebhookCreateInput!) {
    webhookCreate(input: $input) {
      webhook {
        id
      }
      secret
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const WebhookUpdateMutation = graphql(`
  mutation WebhookUpdate($input: WebhookUpdateInput!) {
    webhookUpdate(input: $input) {
      webhook {
        ...WebhookFields
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const WebhookRemoveMutation = graphql(`
  mutation WebhookRemove($input: WebhookRemoveInput!) {
    webhookRemove(input: $input) {
      removedId
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const WebhookRotateMutation = graphql(`
  mutation WebhookRotateSecret($input: WebhookRotateSecretInput!) {
    webhookRotateSecret(input: $input) {
      webhook {
        id
      }
      secret
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const WebhookTestMutation = graphql(`
  mutation WebhookTest($input: WebhookTestInput!) {
    webhookTest(input: $input) {
      delivered
      statusCode
      durationMs
      error
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const WebhookReplayMutation = graphql(`
  mutation WebhookReplay($input: WebhookReplayInput!) {
    webhookReplay(input: $input) {
      webhook {
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

export const DeliveryRetryMutation = graphql(`
  mutation WebhookDeliveryRetry($input: WebhookDeliveryRetryInput!) {
    webhookDeliveryRetry(input: $input) {
      count
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const DeliveryDiscardMutation = graphql(`
  mutation WebhookDeliveryDiscard($input: WebhookDeliveryDiscardInput!) {
    webhookDeliveryDiscard(input: $input) {
      count
      userErrors {
        code
        field
        message
      }
    }
  }
`);
