import { graphql } from "../../gql";

export const AuditQuery = graphql(`
  query Audit($first: Int!, $after: String, $filter: AuditFilter) {
    audit(first: $first, after: $after, filter: $filter) {
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        id
        occurredAt
        source
        action
        summary
        actor {
          kind
          name
        }
        entity {
          id
          kind
          name
        }
        changes {
          path
        }
      }
    }
  }
`);

export const AuditEntryQuery = graphql(`
  query AuditEntry($id: ID!) {
    node(id: $id) {
      __typename
      ... on AuditEntry {
        id
        position
        occurredAt
        source
        action
        eventType
        summary
        correlation
        actor {
          kind
          id
          name
        }
        entity {
          id
          kind
          name
        }
        changes {
          path
          before
          after
          secret
        }
      }
    }
  }
`);

export const AuditStateQuery = graphql(`
  query AuditState($id: ID!, $at: DateTime!) {
    auditState(entityId: $id, at: $at) {
      entity {
        kind
        name
      }
      position
      at
      state
    }
  }
`);
