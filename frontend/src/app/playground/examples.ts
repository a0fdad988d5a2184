// What a newcomer finds open: one tab per thing worth trying first.
export const examples = [
  {
    query: `# Welcome to the Parley API.
# Sign in to the administration in another tab and the playground uses that
# session, or send an API token: {"Authorization": "Bearer <token>"} in Headers.

query Deployment {
  viewer { name kind scopes }
  server { version deploymentName position time }
  locations(first: 20) {
    nodes { name nodeCount overflowLocation1 { name } }
  }
}
`,
  },
  {
    query: `# The deployment as it happens: one snapshot, then only what changed.
subscription Live {
  liveView(pace: ONE_HZ) {
    __typename
    ... on LiveViewSnapshot { position reason nodes { id } conferences { id } }
    ... on LiveViewDelta { previousPosition position removed }
    ... on LiveViewBookmark { position serverTime }
  }
}
`,
  },
];
