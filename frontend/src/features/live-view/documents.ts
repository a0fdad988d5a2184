import { graphql } from "../../gql";

export const LiveLocationFields = graphql(`
  fragment LiveLocationFields on LiveLocation {
    id
    name
  }
`);

export const LiveNodeFields = graphql(`
  fragment LiveNodeFields on LiveNode {
    id
    name
    locationId
    address
    role
    state
    maintenance
    maxHd
    version
    load {
      ...NodeLoadFields
    }
  }
`);

export const NodeLoadFields = graphql(`
  fragment NodeLoadFields on NodeLoad {
    nodeId
    mediaLoad
    usedHd
    reportedAt
  }
`);

export const LiveConferenceFields = graphql(`
  fragment LiveConferenceFields on LiveConference {
    id
    serviceId
    name
    tag
    startedAt
    locked
    guestsMuted
    homeNodeId
    nodeIds
    mediaNodeIds
    backplanes {
      id
      kind
      nodeIds
      since
      load {
        ...BackplaneLoadFields
      }
    }
    participants {
      id
      displayName
      role
      protocol
      nodeId
      mediaNodeId
      edgeNodeId
      placementStep
      joinedAt
      waiting
      muted
      presenting
      hasMedia
    }
  }
`);

export const BackplaneLoadFields = graphql(`
  fragment BackplaneLoadFields on BackplaneLoad {
    backplaneId
    conferenceId
    quality
    lossPercent
    bitrate
    rttMs
  }
`);

export const LiveViewSubscription = graphql(`
  subscription LiveView($after: Position) {
    liveView(after: $after) {
      __typename
      ... on LiveViewSnapshot {
        position
        reason
        locations {
          ...LiveLocationFields
        }
        nodes {
          ...LiveNodeFields
        }
        conferences {
          ...LiveConferenceFields
        }
        alarms {
          error
          warning
        }
        rejectedCalls {
          locationId
          reason
          count
        }
      }
      ... on LiveViewDelta {
        previousPosition
        position
        locations {
          ...LiveLocationFields
        }
        nodes {
          ...LiveNodeFields
        }
        conferences {
          ...LiveConferenceFields
        }
        removed
        loads {
          ...NodeLoadFields
        }
        backplaneLoads {
          ...BackplaneLoadFields
        }
        alarms {
          error
          warning
        }
        rejectedCalls {
          locationId
          reason
          count
        }
      }
      ... on LiveViewBookmark {
        position
        serverTime
      }
    }
  }
`);

export const ConferenceControlMutation = graphql(`
  mutation ConferenceControl($input: ConferenceControlInput!) {
    conferenceControl(input: $input) {
      done
      userErrors {
        code
        message
      }
    }
  }
`);

export const ParticipantControlMutation = graphql(`
  mutation ParticipantControl($input: ParticipantControlInput!) {
    participantControl(input: $input) {
      done
      userErrors {
        code
        message
      }
    }
  }
`);
