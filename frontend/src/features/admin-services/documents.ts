import { graphql } from "../../gql";

export const RoomsQuery = graphql(`
  query Rooms($first: Int!, $after: String, $filter: MeetingRoomFilter, $orderBy: MeetingRoomOrder) {
    meetingRooms(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        id
        name
        description
        tag
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
    primaryOwnerEmail
    hasHostPin
    allowGuests
    hasGuestPin
    guestsCanPresent
    muteAllGuests
    enableChat
    participantLimit
    callType
    maxQuality
    encryption
    maxCallRateIn
    maxCallRateOut
    themeId
    automaticParticipants
    enableOverlayText
    enableActiveSpeakerIndication
    layout
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

export const RoomCreateMutation = graphql(`
  mutation RoomCreate($input: MeetingRoomCreateInput!) {
    meetingRoomCreate(input: $input) {
      meetingRoom {
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

export const AuditoriumsQuery = graphql(`
  query Auditoriums($first: Int!, $after: String, $filter: ServiceSearch, $orderBy: ServiceOrder) {
    auditoriums(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        id
        name
        description
        tag
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

export const AuditoriumFields = graphql(`
  fragment AuditoriumFields on Auditorium {
    id
    revision
    name
    description
    tag
    primaryOwnerEmail
    hasHostPin
    allowGuests
    hasGuestPin
    guestsCanPresent
    muteAllGuests
    enableChat
    participantLimit
    callType
    maxQuality
    encryption
    maxCallRateIn
    maxCallRateOut
    themeId
    automaticParticipants
    enableOverlayText
    enableActiveSpeakerIndication
    hostLayout
    guestLayout
    guestsCanSeeGuests
    forcePresenterIntoMain
    aliases {
      alias
      description
    }
  }
`);

export const AuditoriumQuery = graphql(`
  query Auditorium($id: ID!) {
    auditorium(id: $id) {
      ...AuditoriumFields
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

export const AuditoriumCreateMutation = graphql(`
  mutation AuditoriumCreate($input: AuditoriumCreateInput!) {
    auditoriumCreate(input: $input) {
      auditorium {
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

export const AuditoriumUpdateMutation = graphql(`
  mutation AuditoriumUpdate($input: AuditoriumUpdateInput!) {
    auditoriumUpdate(input: $input) {
      auditorium {
        ...AuditoriumFields
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const AuditoriumRemoveMutation = graphql(`
  mutation AuditoriumRemove($input: AuditoriumRemoveInput!) {
    auditoriumRemove(input: $input) {
      removedId
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const ReceptionsQuery = graphql(`
  query Receptions($first: Int!, $after: String, $filter: ServiceSearch, $orderBy: ServiceOrder) {
    receptions(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        id
        name
        description
        tag
        matchString
        replaceString
        aliases {
          alias
        }
      }
    }
  }
`);

export const ReceptionFields = graphql(`
  fragment ReceptionFields on Reception {
    id
    revision
    name
    description
    tag
    callType
    maxQuality
    encryption
    maxCallRateIn
    maxCallRateOut
    themeId
    lookupLocationId
    matchString
    replaceString
    digits
    aliases {
      alias
      description
    }
  }
`);

export const ReceptionQuery = graphql(`
  query Reception($id: ID!) {
    reception(id: $id) {
      ...ReceptionFields
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

export const ReceptionCreateMutation = graphql(`
  mutation ReceptionCreate($input: ReceptionCreateInput!) {
    receptionCreate(input: $input) {
      reception {
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

export const ReceptionUpdateMutation = graphql(`
  mutation ReceptionUpdate($input: ReceptionUpdateInput!) {
    receptionUpdate(input: $input) {
      reception {
        ...ReceptionFields
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const ReceptionRemoveMutation = graphql(`
  mutation ReceptionRemove($input: ReceptionRemoveInput!) {
    receptionRemove(input: $input) {
      removedId
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const TestCallsQuery = graphql(`
  query TestCalls($first: Int!, $after: String, $filter: ServiceSearch, $orderBy: ServiceOrder) {
    testCalls(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        id
        name
        description
        tag
        duration
        aliases {
          alias
        }
      }
    }
  }
`);

export const TestCallFields = graphql(`
  fragment TestCallFields on TestCall {
    id
    revision
    name
    description
    tag
    callType
    maxQuality
    encryption
    maxCallRateIn
    maxCallRateOut
    themeId
    duration
    aliases {
      alias
      description
    }
  }
`);

export const TestCallQuery = graphql(`
  query TestCall($id: ID!) {
    testCall(id: $id) {
      ...TestCallFields
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

export const TestCallCreateMutation = graphql(`
  mutation TestCallCreate($input: TestCallCreateInput!) {
    testCallCreate(input: $input) {
      testCall {
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

export const TestCallUpdateMutation = graphql(`
  mutation TestCallUpdate($input: TestCallUpdateInput!) {
    testCallUpdate(input: $input) {
      testCall {
        ...TestCallFields
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const TestCallRemoveMutation = graphql(`
  mutation TestCallRemove($input: TestCallRemoveInput!) {
    testCallRemove(input: $input) {
      removedId
      userErrors {
        code
        field
        message
      }
    }
  }
`);
