import { graphql } from "../../gql";

export const AutomaticParticipantsQuery = graphql(`
  query AutomaticParticipants($first: Int!, $after: String, $filter: AutomaticParticipantFilter) {
    automaticParticipants(first: $first, after: $after, filter: $filter) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        id
        alias
        description
        protocol
        role
        routing
        streaming
        serviceCount
      }
    }
  }
`);

export const AutomaticParticipantFields = graphql(`
  fragment AutomaticParticipantFields on AutomaticParticipant {
    id
    revision
    alias
    description
    protocol
    role
    callType
    routing
    dtmfSequence
    remoteDisplayName
    presentationUrl
    streaming
    keepConferenceAlive
    serviceCount
    location {
      id
      name
    }
  }
`);

export const AutomaticParticipantQuery = graphql(`
  query AutomaticParticipant($id: ID!) {
    automaticParticipant(id: $id) {
      ...AutomaticParticipantFields
    }
    services(first: 20, filter: { automaticParticipantId: $id }) {
      totalCount
      nodes {
        __typename
        id
        name
      }
    }
  }
`);

export const AutomaticParticipantCreateMutation = graphql(`
  mutation AutomaticParticipantCreate($input: AutomaticParticipantCreateInput!) {
    automaticParticipantCreate(input: $input) {
      automaticParticipant {
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

export const AutomaticParticipantUpdateMutation = graphql(`
  mutation AutomaticParticipantUpdate($input: AutomaticParticipantUpdateInput!) {
    automaticParticipantUpdate(input: $input) {
      automaticParticipant {
        ...AutomaticParticipantFields
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const AutomaticParticipantRemoveMutation = graphql(`
  mutation AutomaticParticipantRemove($input: AutomaticParticipantRemoveInput!) {
    automaticParticipantRemove(input: $input) {
      removedId
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const AutomaticParticipantsRemoveMutation = graphql(`
  mutation AutomaticParticipantsRemove($input: AutomaticParticipantsRemoveInput!) {
    automaticParticipantsRemove(input: $input) {
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
