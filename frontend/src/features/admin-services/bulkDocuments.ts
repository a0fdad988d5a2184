import { graphql } from "../../gql";

export const RoomsCreateMutation = graphql(`
  mutation RoomsCreate($input: MeetingRoomsCreateInput!) {
    meetingRoomsCreate(input: $input) {
      results {
        index
        id
        userErrors {
          field
          message
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

export const ServicesUpdateMutation = graphql(`
  mutation ServicesUpdate($input: ServicesUpdateInput!) {
    servicesUpdate(input: $input) {
      results {
        index
        userErrors {
          message
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

export const ServicesRemoveMutation = graphql(`
  mutation ServicesRemove($input: ServicesRemoveInput!) {
    servicesRemove(input: $input) {
      results {
        index
        userErrors {
          message
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

export const ServiceKindQuery = graphql(`
  query ServiceKind($id: ID!) {
    node(id: $id) {
      __typename
      id
    }
  }
`);

export const AliasMoveMutation = graphql(`
  mutation AliasMove($input: AliasMoveInput!) {
    aliasMove(input: $input) {
      service {
        id
        name
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const ServicesFindQuery = graphql(`
  query ServicesFind($search: String!) {
    services(first: 20, filter: { search: $search }, orderBy: { field: NAME }) {
      totalCount
      nodes {
        __typename
        id
        name
      }
    }
  }
`);
