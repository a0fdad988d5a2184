import { graphql } from "../../gql";

export const PolicyProfilesQuery = graphql(`
  query PolicyProfiles($first: Int!, $after: String, $filter: PolicyProfileFilter, $orderBy: PolicyProfileOrder) {
    policyProfiles(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        id
        name
        description
        url
        username
        hasPassword
        serviceConfiguration
        mediaLocation
        participantProperties
        avatar
        registrations
      }
    }
  }
`);

export const PolicyProfileFields = graphql(`
  fragment PolicyProfileFields on PolicyProfile {
    id
    revision
    name
    description
    url
    username
    hasPassword
    serviceConfiguration
    mediaLocation
    participantProperties
    avatar
    registrations
  }
`);

export const PolicyProfileQuery = graphql(`
  query PolicyProfile($id: ID!) {
    policyProfile(id: $id) {
      ...PolicyProfileFields
    }
    locations(first: 20, filter: { policyProfileId: $id }, orderBy: { field: NAME }) {
      totalCount
      nodes {
        id
        name
      }
    }
  }
`);

export const PolicyProfileCreateMutation = graphql(`
  mutation PolicyProfileCreate($input: PolicyProfileCreateInput!) {
    policyProfileCreate(input: $input) {
      policyProfile {
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

export const PolicyProfileUpdateMutation = graphql(`
  mutation PolicyProfileUpdate($input: PolicyProfileUpdateInput!) {
    policyProfileUpdate(input: $input) {
      policyProfile {
        ...PolicyProfileFields
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const PolicyProfileRemoveMutation = graphql(`
  mutation PolicyProfileRemove($input: PolicyProfileRemoveInput!) {
    policyProfileRemove(input: $input) {
      removedId
      userErrors {
        code
        field
        message
      }
    }
  }
`);
