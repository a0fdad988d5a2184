import { graphql } from "../../gql";

export const SignInSettingsFields = graphql(`
  fragment SignInSettingsFields on SignInSettings {
    id
    revision
    local
    publicUrl
    redirectUrl
    oidc {
      enabled
      name
      issuer
      clientId
      hasClientSecret
      scopes
      usernameClaim
      groupsClaim
      caCertificates
      signOutAtProvider
      mappings {
        group
        role {
          id
          name
        }
      }
    }
    ldap {
      enabled
      name
      servers
      security
      permitPlaintext
      caCertificates
      bindDn
      hasBindPassword
      baseDn
      userFilter
      usernameAttribute
      displayNameAttribute
      idAttribute
      groupsFrom
      memberOfAttribute
      groupBaseDn
      groupFilter
      nestedGroups
      timeout
      mappings {
        group
        role {
          id
          name
        }
      }
    }
  }
`);

export const SignInSettingsQuery = graphql(`
  query SignInSettings {
    signInSettings {
      ...SignInSettingsFields
    }
    roles(first: 100) {
      nodes {
        id
        name
      }
    }
  }
`);

export const SignInSettingsUpdateMutation = graphql(`
  mutation SignInSettingsUpdate($input: SignInSettingsUpdateInput!) {
    signInSettingsUpdate(input: $input) {
      signInSettings {
        ...SignInSettingsFields
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const SignInSettingsTestMutation = graphql(`
  mutation SignInSettingsTest($input: SignInSettingsTestInput!) {
    signInSettingsTest(input: $input) {
      passed
      steps {
        name
        ok
        detail
      }
      person {
        username
        displayName
        subject
        groups
        matchedGroups
        roles {
          id
          name
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
