import type { TypedDocumentNode } from "urql";
import { graphql } from "../../gql";

/** An object that a form refers to: by its id for the API, by its name for people. */
export interface Choice {
  id: string;
  name: string;
}

/** Asks for a part of what can be chosen, by name. What is not usable is not offered. */
export type ChoicesDocument = TypedDocumentNode<
  { choices: { pageInfo: { hasNextPage: boolean }; nodes: readonly (Choice & { isUsable?: boolean })[] } },
  { search?: string | null | undefined }
>;

/** What is chosen, without what else is known of it; null: nothing. */
export const choiceOf = (o: Choice | null | undefined): Choice | null => (o ? { id: o.id, name: o.name } : null);

/** What is chosen, of which the API tells the id only: the field finds its name. */
export const choiceById = (id: string | null | undefined): Choice | null => (id ? { id, name: "" } : null);

/** How a choice is told of where two versions are compared. */
export const choiceLabel = (label: string, none: string) => ({
  label,
  show: (choice: Choice | null) => (choice === null ? none : choice.name || "another one"),
  same: (a: Choice | null, b: Choice | null) => a?.id === b?.id,
});

export const ChoiceName = graphql(`
  query ChoiceName($id: ID!) {
    node(id: $id) {
      id
      ... on Location {
        name
      }
      ... on ConferencingNode {
        name
      }
      ... on Service {
        name
      }
      ... on Theme {
        name
      }
      ... on Role {
        name
      }
      ... on PolicyProfile {
        name
      }
    }
  }
`);

export const LocationChoices = graphql(`
  query LocationChoices($search: String) {
    choices: locations(first: 100, filter: { search: $search }, orderBy: { field: NAME }) {
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

export const NodeChoices = graphql(`
  query NodeChoices($search: String) {
    choices: conferencingNodes(first: 100, filter: { search: $search }, orderBy: { field: NAME }) {
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

export const ServiceChoices = graphql(`
  query ServiceChoices($search: String) {
    choices: services(first: 100, filter: { search: $search }, orderBy: { field: NAME }) {
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

export const ThemeChoices = graphql(`
  query ThemeChoices($search: String) {
    choices: themes(first: 100, filter: { search: $search }, orderBy: { field: NAME, direction: ASC }) {
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

export const RoleChoices = graphql(`
  query RoleChoices($search: String) {
    choices: roles(first: 100, filter: { search: $search }) {
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

export const PolicyProfileChoices = graphql(`
  query PolicyProfileChoices($search: String) {
    choices: policyProfiles(first: 100, filter: { search: $search }, orderBy: { field: NAME }) {
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

export const CertificateChoices = graphql(`
  query CertificateChoices($search: String) {
    choices: certificates(first: 100, filter: { search: $search }, orderBy: { field: NAME }) {
      pageInfo {
        hasNextPage
      }
      nodes {
        id
        name
        isUsable: installed
      }
    }
  }
`);
