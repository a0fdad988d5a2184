import { graphql } from "../../gql";

export const ThemeFields = graphql(`
  fragment ThemeFields on Theme {
    id
    revision
    name
    description
    isDefault
    files {
      key
      kind
      name
      size
    }
    fallback {
      key
      kind
      source
      name
      url
    }
  }
`);

export const ThemesQuery = graphql(`
  query Themes($first: Int!, $after: String, $filter: ThemeFilter) {
    themes(first: $first, after: $after, filter: $filter) {
      nodes {
        id
        name
        description
        isDefault
        updatedAt
        files {
          name
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
      totalCount
    }
  }
`);

export const ThemeQuery = graphql(`
  query Theme($id: ID!) {
    theme(id: $id) {
      ...ThemeFields
    }
  }
`);

export const ThemeCreateMutation = graphql(`
  mutation ThemeCreate($input: ThemeCreateInput!) {
    themeCreate(input: $input) {
      theme {
        ...ThemeFields
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const ThemeUpdateMutation = graphql(`
  mutation ThemeUpdate($input: ThemeUpdateInput!) {
    themeUpdate(input: $input) {
      theme {
        ...ThemeFields
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const ThemeFilesRemoveMutation = graphql(`
  mutation ThemeFilesRemove($input: ThemeFilesRemoveInput!) {
    themeFilesRemove(input: $input) {
      theme {
        ...ThemeFields
      }
      userErrors {
        code
        field
        message
      }
    }
  }
`);

export const ThemeRemoveMutation = graphql(`
  mutation ThemeRemove($input: ThemeRemoveInput!) {
    themeRemove(input: $input) {
      removedId
      userErrors {
        code
        field
        message
      }
    }
  }
`);
