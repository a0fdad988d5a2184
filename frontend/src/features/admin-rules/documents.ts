import { graphql } from "../../gql";

export const GatewayRulesQuery = graphql(`
  query GatewayRules($first: Int!, $after: String, $filter: GatewayRuleFilter) {
    gatewayRules(first: $first, after: $after, filter: $filter) {
      totalCount
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        id
        revision
        name
        priority
        enabled
        incoming
        outgoing
        matchString
        replaceString
        outgoingProtocol
        sourceLocation {
          id
          name
        }
      }
    }
  }
`);

export const GatewayRuleFields = graphql(`
  fragment GatewayRuleFields on GatewayRule {
    id
    revision
    name
    description
    tag
    priority
    enabled
    incoming
    outgoing
    protocols
    onlyIfRegistered
    matchString
    matchFullAlias
    replaceString
    callType
    target
    outgoingProtocol
    maxQuality
    encryption
    maxCallRateIn
    maxCallRateOut
    themeId
    treatAsTrusted
    sourceLocation {
      id
      name
    }
    outgoingLocation {
      id
      name
    }
  }
`);

export const GatewayRuleQuery = graphql(`
  query GatewayRule($id: ID!) {
    gatewayRule(id: $id) {
      ...GatewayRuleFields
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

export const GatewayRuleCreateMutation = graphql(`
  mutation GatewayRuleCreate($input: GatewayRuleCreateInput!) {
    gatewayRuleCreate(input: $input) {
      gatewayRule {
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

export const GatewayRuleUpdateMutation = graphql(`
  mutation GatewayRuleUpdate($input: GatewayRuleUpdateInput!) {
    gatewayRuleUpdate(input: $input) {
      gatewayRule {
        ...GatewayRuleFields
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const GatewayRuleRemoveMutation = graphql(`
  mutation GatewayRuleRemove($input: GatewayRuleRemoveInput!) {
    gatewayRuleRemove(input: $input) {
      removedId
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const GatewayRuleMoveMutation = graphql(`
  mutation GatewayRuleMove($input: GatewayRuleMoveInput!) {
    gatewayRuleMove(input: $input) {
      gatewayRule {
        id
        revision
        priority
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const GatewayRulesApplyMutation = graphql(`
  mutation GatewayRulesApply($input: GatewayRulesApplyInput!) {
    gatewayRulesApply(input: $input) {
      results {
        id
        userErrors {
          code
          message
        }
      }
    }
  }
`);
