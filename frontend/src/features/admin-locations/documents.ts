import { graphql } from "../../gql";

export const LocationsQuery = graphql(`
  query Locations($first: Int!, $after: String, $filter: LocationFilter, $orderBy: LocationOrder) {
    locations(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        id
        name
        description
        nodeCount
        transcodingLocation {
          id
          name
        }
        overflowLocation1 {
          id
          name
        }
      }
    }
  }
`);

export const LocationFields = graphql(`
  fragment LocationFields on Location {
    id
    revision
    name
    description
    mtu
    mediaDscp
    signallingDscp
    nodeCount
    transcodingLocation {
      id
      name
    }
    overflowLocation1 {
      id
      name
    }
    useRelayCandidatesOnly
    policyProfile {
      id
      name
    }
    burstingThreshold
    pinProtection
    aliasProtection
    overflowLocation2 {
      id
      name
    }
    dnsServers
    ntpServers
    syslogServers {
      address
      port
      transport
    }
    stunServers {
      address
      port
    }
    turnServers {
      address
      port
      transport
      username
      hasPassword
    }
    clientStunServers {
      address
      port
    }
    clientTurnServers {
      address
      port
      transport
      username
      hasPassword
    }
  }
`);

export const LocationQuery = graphql(`
  query Location($id: ID!) {
    location(id: $id) {
      ...LocationFields
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

export const LocationCreateMutation = graphql(`
  mutation LocationCreate($input: LocationCreateInput!) {
    locationCreate(input: $input) {
      location {
        id
      }
      warnings {
        code
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const LocationUpdateMutation = graphql(`
  mutation LocationUpdate($input: LocationUpdateInput!) {
    locationUpdate(input: $input) {
      location {
        ...LocationFields
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const LocationRemoveMutation = graphql(`
  mutation LocationRemove($input: LocationRemoveInput!) {
    locationRemove(input: $input) {
      removedId
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const LocationsRemoveMutation = graphql(`
  mutation LocationsRemove($input: LocationsRemoveInput!) {
    locationsRemove(input: $input) {
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
