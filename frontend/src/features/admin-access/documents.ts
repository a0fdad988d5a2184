import { graphql } from "../../gql";

export const AdministratorsQuery = graphql(`
  query Administrators($first: Int!, $after: String) {
    administrators(first: $first, after: $after) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        id
        username
        displayName
        role
        enabled
        lastSignInAt
      }
    }
  }
`);

export const AdministratorCreateMutation = graphql(`
  mutation AdministratorCreate($input: AdministratorCreateInput!) {
    administratorCreate(input: $input) {
      administrator {
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

export const AdministratorUpdateMutation = graphql(`
  mutation AdministratorUpdate($input: AdministratorUpdateInput!) {
    administratorUpdate(input: $input) {
      administrator {
        id
        enabled
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const AdministratorRemoveMutation = graphql(`
  mutation AdministratorRemove($input: AdministratorRemoveInput!) {
    administratorRemove(input: $input) {
      removedId
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const TokensQuery = graphql(`
  query ApiTokens($first: Int!, $after: String) {
    apiTokens(first: $first, after: $after) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        id
        name
        scopes
        eventStreams
        eventTypes
        createdAt
        expiresAt
        revoked
      }
    }
  }
`);

export const TokenCreateMutation = graphql(`
  mutation ApiTokenCreate($input: ApiTokenCreateInput!) {
    apiTokenCreate(input: $input) {
      apiToken {
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

export const TokenRevokeMutation = graphql(`
  mutation ApiTokenRevoke($input: ApiTokenRevokeInput!) {
    apiTokenRevoke(input: $input) {
      apiToken {
        id
        revoked
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);
