import { graphql } from "../../gql";

export const GlobalSettingsFields = graphql(`
  fragment GlobalSettingsFields on GlobalSettings {
    id
    revision
    deploymentName
    enableChat
    maxQuality
    pinEntryTimeout
    waitingForHostTimeout
    guestsOnlyTimeout
    lastParticipantTimeout
    sessionIdleTimeout
    defaultThemeId
    pinProtection
    pinAttemptLimit
    aliasProtection
    aliasAttemptLimit
    breakInAllowList
    signInBanner
    siteBanner
    encryption
    maxCallRateIn
    maxCallRateOut
    enableDialout
    burstingEnabled
    burstingThreshold
    burstingMinLifetime
    liveViewShowConferences
    conferenceHistoryDays
  }
`);

export const SettingsQuery = graphql(`
  query GlobalSettings {
    globalSettings {
      ...GlobalSettingsFields
    }
  }
`);

export const SettingsUpdateMutation = graphql(`
  mutation GlobalSettingsUpdate($input: GlobalSettingsUpdateInput!) {
    globalSettingsUpdate(input: $input) {
      globalSettings {
        ...GlobalSettingsFields
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);
