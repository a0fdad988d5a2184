import { graphql } from "../../gql";

export const LocationsQuery = graphql(`
  query Locations($first: Int!, $after: String, $filter: LocationFilter) {
    locations(first: $first, after: $after, filter: $filter, orderBy: { field: NAME }) {
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
        overflowLocation1 {
          id
          name
        }
      }
    }
  }
`);

export const LocationQuery = graphql(`
  query Location($id: ID!) {
    location(id: $id) {
      id
      revision
      name
      description
      mtu
      mediaDscp
      signallingDscp
      nodeCount
      overflowLocation1 {
        id
      }
      overflowLocation2 {
        id
      }
    }
  }
`);

/** All locations by name, for choosing one. */
export const LocationChoicesQuery = graphql(`
  query LocationChoices {
    locations(first: 100, orderBy: { field: NAME }) {
      nodes {
        id
        name
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
        id
        revision
        name
        description
        mtu
        mediaDscp
        signallingDscp
        nodeCount
        overflowLocation1 {
          id
        }
        overflowLocation2 {
          id
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
