import { graphql } from "../../gql";

export const DevicesQuery = graphql(`
  query Devices($first: Int!, $after: String, $filter: DeviceFilter) {
    devices(first: $first, after: $after, filter: $filter) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        id
        alias
        description
        ownerEmail
        hasPassword
        protocols
        shadowedBy {
          id
          name
        }
      }
    }
  }
`);

export const DeviceFields = graphql(`
  fragment DeviceFields on Device {
    id
    revision
    alias
    description
    tag
    ownerEmail
    username
    hasPassword
    protocols
    shadowedBy {
      id
      name
    }
  }
`);

export const DeviceQuery = graphql(`
  query Device($id: ID!) {
    device(id: $id) {
      ...DeviceFields
    }
    configurationWarnings(subjectId: $id) {
      code
      message
      remedy
      subjectName
      subject {
        __typename
        id
      }
    }
  }
`);

export const DeviceCreateMutation = graphql(`
  mutation DeviceCreate($input: DeviceCreateInput!) {
    deviceCreate(input: $input) {
      device {
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

export const DeviceUpdateMutation = graphql(`
  mutation DeviceUpdate($input: DeviceUpdateInput!) {
    deviceUpdate(input: $input) {
      device {
        ...DeviceFields
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const DeviceRemoveMutation = graphql(`
  mutation DeviceRemove($input: DeviceRemoveInput!) {
    deviceRemove(input: $input) {
      removedId
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const DevicesRemoveMutation = graphql(`
  mutation DevicesRemove($input: DevicesRemoveInput!) {
    devicesRemove(input: $input) {
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
