import { graphql } from "../../gql";

export const RoomsQuery = graphql(`
  query Rooms($first: Int!, $after: String, $filter: MeetingRoomFilter) {
    meetingRooms(first: $first, after: $after, filter: $filter, orderBy: { field: NAME }) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        id
        name
        description
        hasHostPin
        allowGuests
        participantLimit
        aliases {
          alias
        }
      }
    }
  }
`);

export const RoomFields = graphql(`
  fragment RoomFields on MeetingRoom {
    id
    revision
    name
    description
    tag
    hasHostPin
    allowGuests
    hasGuestPin
    guestsCanPresent
    muteAllGuests
    enableChat
    participantLimit
    callType
    maxQuality
    aliases {
      alias
      description
    }
  }
`);

export const RoomQuery = graphql(`
  query Room($id: ID!) {
    meetingRoom(id: $id) {
      ...RoomFields
    }
  }
`);

export const RoomCreateMutation = graphql(`
  mutation RoomCreate($input: MeetingRoomCreateInput!) {
    meetingRoomCreate(input: $input) {
      meetingRoom {
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

export const RoomUpdateMutation = graphql(`
  mutation RoomUpdate($input: MeetingRoomUpdateInput!) {
    meetingRoomUpdate(input: $input) {
      meetingRoom {
        ...RoomFields
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const RoomRemoveMutation = graphql(`
  mutation RoomRemove($input: MeetingRoomRemoveInput!) {
    meetingRoomRemove(input: $input) {
      removedId
      userErrors {
        code
        field
        message
      }
    }
  }
`);
