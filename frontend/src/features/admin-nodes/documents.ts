import { graphql } from "../../gql";

export const NodesQuery = graphql(`
  query Nodes($first: Int!, $after: String, $filter: ConferencingNodeFilter, $orderBy: ConferencingNodeOrder) {
    conferencingNodes(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        id
        name
        address
        state
        maintenance
        mediaLoad
        maxHd
        version
        location {
          id
          name
        }
      }
    }
  }
`);

export const NodeFields = graphql(`
  fragment NodeFields on ConferencingNode {
    id
    revision
    name
    description
    role
    address
    fqdn
    alwaysOn
    capacityHd
    mediaPriorityWeight
    staticNatAddress
    secondaryAddress
    ipv6Address
    cloudBursting
    maintenance
    maintenanceReason
    state
    version
    bootTime
    clientUrl
    maxHd
    mediaLoad
    certificateExpiresAt
    lastReportAt
    configPosition
    configInStep
    drain {
      conferences
      calls
      callsAtStart
      drained
    }
    linkCertificate {
      serial
      fingerprint
      issuedAt
      expiresAt
      renewalPending
    }
    provisioning {
      state
      issuedAt
      expiresAt
      revokedAt
      refusals {
        position
        occurredAt
        reason
        remote
        count
      }
    }
    webCertificate {
      id
      name
    }
    location {
      id
      name
    }
  }
`);

export const NodeQuery = graphql(`
  query Node($id: ID!) {
    conferencingNode(id: $id) {
      ...NodeFields
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

export const NodeCreateMutation = graphql(`
  mutation NodeCreate($input: ConferencingNodeCreateInput!) {
    conferencingNodeCreate(input: $input) {
      conferencingNode {
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

export const NodeUpdateMutation = graphql(`
  mutation NodeUpdate($input: ConferencingNodeUpdateInput!) {
    conferencingNodeUpdate(input: $input) {
      conferencingNode {
        ...NodeFields
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const NodeRemoveMutation = graphql(`
  mutation NodeRemove($input: ConferencingNodeRemoveInput!) {
    conferencingNodeRemove(input: $input) {
      removedId
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const NodeProvisionMutation = graphql(`
  mutation NodeProvision($input: ConferencingNodeProvisionInput!) {
    conferencingNodeProvision(input: $input) {
      document
      fileName
      expiresAt
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const NodeMaintenanceMutation = graphql(`
  mutation NodeMaintenance($input: ConferencingNodeSetMaintenanceInput!) {
    conferencingNodeSetMaintenance(input: $input) {
      conferencingNode {
        ...NodeFields
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const NodeRevokeMutation = graphql(`
  mutation NodeRevoke($input: ConferencingNodeRevokeInput!) {
    conferencingNodeRevoke(input: $input) {
      conferencingNode {
        ...NodeFields
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const NodeAssignCertificateMutation = graphql(`
  mutation NodeAssignCertificate($input: ConferencingNodeAssignCertificateInput!) {
    conferencingNodeAssignCertificate(input: $input) {
      conferencingNode {
        ...NodeFields
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const NodesMaintenanceMutation = graphql(`
  mutation NodesMaintenance($input: ConferencingNodesSetMaintenanceInput!) {
    conferencingNodesSetMaintenance(input: $input) {
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

export const NodesRemoveMutation = graphql(`
  mutation NodesRemove($input: ConferencingNodesRemoveInput!) {
    conferencingNodesRemove(input: $input) {
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

export const NodeTimelineQuery = graphql(`
  query NodeTimeline($id: ID!, $first: Int!) {
    nodeHistory(first: $first, filter: { nodeId: $id }) {
      pageInfo {
        hasNextPage
      }
      nodes {
        id
        time
        reason
      }
    }
  }
`);
