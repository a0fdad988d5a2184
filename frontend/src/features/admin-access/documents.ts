import { graphql } from "../../gql";

export const AdministratorsQuery = graphql(`
  query Administrators($first: Int!, $after: String, $filter: AdministratorFilter) {
    administrators(first: $first, after: $after, filter: $filter) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        id
        username
        displayName
        assignedRole {
          id
          name
        }
        enabled
        lastSignInAt
        lock {
          until
        }
        external {
          source
        }
      }
    }
  }
`);

export const AdministratorQuery = graphql(`
  query Administrator($id: ID!) {
    node(id: $id) {
      __typename
      ... on Administrator {
        id
        revision
        username
        displayName
        enabled
        createdAt
        lastSignInAt
        assignedRole {
          id
          name
        }
        lock {
          since
          until
          attempts
          source
        }
        external {
          source
          authority
          groups
          roles {
            id
            name
          }
        }
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
        revision
        username
        displayName
        enabled
        createdAt
        lastSignInAt
        assignedRole {
          id
          name
        }
        lock {
          since
          until
          attempts
          source
        }
        external {
          source
          authority
          groups
          roles {
            id
            name
          }
        }
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const AdministratorSetPasswordMutation = graphql(`
  mutation AdministratorSetPassword($input: AdministratorSetPasswordInput!) {
    administratorSetPassword(input: $input) {
      administrator {
        id
        revision
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const AdministratorUnlockMutation = graphql(`
  mutation AdministratorUnlock($input: AdministratorUnlockInput!) {
    administratorUnlock(input: $input) {
      administrator {
        id
        revision
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
  query ApiTokens($first: Int!, $after: String, $filter: ApiTokenFilter) {
    apiTokens(first: $first, after: $after, filter: $filter) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        id
        revision
        name
        description
        state
        scopes
        eventStreams
        eventTypes
        createdAt
        expiresAt
        lastUsedAt
        lastUsedFrom
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

export const TokenUpdateMutation = graphql(`
  mutation ApiTokenUpdate($input: ApiTokenUpdateInput!) {
    apiTokenUpdate(input: $input) {
      apiToken {
        id
        revision
        name
        description
      }
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
        state
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const PermissionsQuery = graphql(`
  query Permissions {
    permissions {
      scope
      group
      name
      description
    }
  }
`);

export const RolesQuery = graphql(`
  query Roles($first: Int!, $after: String, $filter: RoleFilter) {
    roles(first: $first, after: $after, filter: $filter) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        id
        name
        description
        scopes
        builtIn
        administratorCount
      }
    }
  }
`);

export const RoleQuery = graphql(`
  query Role($id: ID!) {
    role(id: $id) {
      id
      revision
      name
      description
      scopes
      builtIn
      administratorCount
      createdAt
    }
  }
`);

export const RoleCreateMutation = graphql(`
  mutation RoleCreate($input: RoleCreateInput!) {
    roleCreate(input: $input) {
      role {
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

export const RoleUpdateMutation = graphql(`
  mutation RoleUpdate($input: RoleUpdateInput!) {
    roleUpdate(input: $input) {
      role {
        id
        revision
        name
        description
        scopes
        builtIn
        administratorCount
        createdAt
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const RoleRemoveMutation = graphql(`
  mutation RoleRemove($input: RoleRemoveInput!) {
    roleRemove(input: $input) {
      removedId
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const SessionsQuery = graphql(`
  query Sessions($first: Int!, $after: String, $filter: SessionFilter) {
    sessions(first: $first, after: $after, filter: $filter) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        id
        username
        administrator {
          id
        }
        current
        startedAt
        startedFrom
        lastActiveAt
        lastActiveFrom
        idle
        expiresAt
      }
    }
  }
`);

export const SessionEndMutation = graphql(`
  mutation SessionEnd($input: SessionEndInput!) {
    sessionEnd(input: $input) {
      endedId
      userErrors {
        code
        field
        message
      }
    }
  }
`);
