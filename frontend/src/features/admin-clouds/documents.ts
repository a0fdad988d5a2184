import { graphql } from "../../gql";

export const CloudAccountsQuery = graphql(`
  query CloudAccounts($first: Int!, $after: String, $filter: CloudAccountFilter, $orderBy: CloudAccountOrder) {
    cloudAccounts(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        id
        name
        description
        provider
        region
        accessKeyId
        roleArn
        tagKey
        tagValue
        enabled
        scripts
      }
    }
  }
`);

export const CloudAccountFields = graphql(`
  fragment CloudAccountFields on CloudAccount {
    id
    revision
    name
    description
    provider
    region
    accessKeyId
    hasSecretKey
    roleArn
    externalId
    endpoint
    caCertificates
    tagKey
    tagValue
    enabled
    scripts
    pricePerHour
    currency
  }
`);

export const CloudAccountQuery = graphql(`
  query CloudAccount($id: ID!) {
    cloudAccount(id: $id) {
      ...CloudAccountFields
    }
  }
`);

export const CloudAccountCreateMutation = graphql(`
  mutation CloudAccountCreate($input: CloudAccountCreateInput!) {
    cloudAccountCreate(input: $input) {
      cloudAccount {
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

export const CloudAccountUpdateMutation = graphql(`
  mutation CloudAccountUpdate($input: CloudAccountUpdateInput!) {
    cloudAccountUpdate(input: $input) {
      cloudAccount {
        ...CloudAccountFields
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const CloudAccountRemoveMutation = graphql(`
  mutation CloudAccountRemove($input: CloudAccountRemoveInput!) {
    cloudAccountRemove(input: $input) {
      removedId
      userErrors {
        code
        field
        message
      }
    }
  }
`);
