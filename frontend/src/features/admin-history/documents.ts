import { graphql } from "../../gql";

export const NodeHistoryQuery = graphql(`
  query NodeHistory($first: Int!, $after: String, $filter: NodeHistoryFilter) {
    nodeHistory(first: $first, after: $after, filter: $filter) {
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        id
        position
        time
        nodeId
        nodeName
        locationName
        kind
        trigger
        attempt
        reason
        actor {
          kind
          name
        }
      }
    }
  }
`);

export const ConferenceHistoryQuery = graphql(`
  query ConferenceHistory($first: Int!, $after: String, $filter: ConferenceHistoryFilter) {
    conferenceHistory(first: $first, after: $after, filter: $filter) {
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        id
        serviceName
        startedAt
        endedAt
        participantCount
        peakParticipants
        nodeName
        locationName
      }
    }
  }
`);

export const ConferenceRecordQuery = graphql(`
  query ConferenceRecord($id: ID!, $after: String) {
    conferenceRecord(id: $id) {
      id
      serviceName
      tag
      startedAt
      endedAt
      endReason
      participantCount
      peakParticipants
      nodeName
      locationName
      nodeChanges {
        at
        kind
        nodeName
        previousNodeName
        reason
      }
      backplanes {
        id
        kind
        nodeName
        peerName
        openedAt
        closedAt
        quality
        lossPercent
        octets
        lost
        repaired
      }
      participants(first: 100, after: $after) {
        pageInfo {
          hasNextPage
          endCursor
        }
        nodes {
          id
          displayName
          alias
          role
          protocol
          vendor
          remote
          nodeName
          joinedAt
          leftAt
          leaveReason
          erased
          moves {
            at
            nodeName
          }
        }
      }
    }
  }
`);

export const ParticipantEraseMutation = graphql(`
  mutation ParticipantErase($input: ParticipantEraseInput!) {
    participantErase(input: $input) {
      erasedId
      userErrors {
        code
        field
        message
      }
    }
  }
`);
