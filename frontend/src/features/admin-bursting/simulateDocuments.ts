import { graphql } from "../../gql";

export const BurstingSimulateQuery = graphql(`
  query BurstingSimulate($input: BurstingSimulateInput!) {
    burstingSimulate(input: $input) {
      from
      to
      calls
      outcomes {
        name
        thresholdHd
        minLifetimeMinutes
        rejectedCalls
        starts
        nodeHours
        cost {
          amount
          currency
        }
        minutesAboveThreshold
        timeline {
          at
          usedHd
          maxHd
          nodes
          rejectedCalls
        }
      }
    }
  }
`);

export const BurstingPresentQuery = graphql(`
  query BurstingPresent {
    globalSettings {
      burstingEnabled
      burstingThreshold
      burstingMinLifetime
    }
  }
`);
