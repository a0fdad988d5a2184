import { graphql } from "../../gql";

export const CloudAccountChoices = graphql(`
  query CloudAccountChoices($search: String) {
    choices: cloudAccounts(first: 100, filter: { search: $search }, orderBy: { field: NAME, direction: ASC }) {
      pageInfo {
        hasNextPage
      }
      nodes {
        id
        name
      }
    }
  }
`);

export const BurstingSetupQuery = graphql(`
  query BurstingSetup($accountId: ID!) {
    burstingSetup(accountId: $accountId) {
      account {
        id
        name
      }
      provider
      iamPolicy
      assumePolicy
      trustPolicy
      diskKeyPolicy
      rightsHelp
      tagKey
      tagValue
      ports {
        direction
        protocol
        port
        source
        purpose
      }
      userDataHelp
    }
  }
`);

export const CloudAccountCheckQuery = graphql(`
  query CloudAccountCheck($id: ID!) {
    cloudAccountCheck(id: $id) {
      findings {
        permission
        instanceId
        tried
        granted
        message
      }
      failure {
        code
        permission
        message
      }
      machines {
        id
        name
        tagValue
        tagMatches
        state
        addresses
        publicAddress
        type
        node {
          id
          name
        }
      }
    }
  }
`);

export const BurstingConversionQuery = graphql(`
  query BurstingConversion($nodeId: ID!, $to: BurstingConversionTarget!) {
    burstingConversion(nodeId: $nodeId, to: $to) {
      node {
        id
        name
      }
      done
      steps {
        code
        text
        done
        remedy
      }
    }
  }
`);
