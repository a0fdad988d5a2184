interface Model {
  name: string;
  what: string;
  /** Kept in memory and folded at every start: there is nothing to rebuild. */
  inMemory?: true;
}

export const models: Readonly<Record<string, Model>> = {
  inventory: { name: "Configuration", what: "Locations, nodes, services, settings" },
  access: { name: "Accounts", what: "Administrators and API tokens" },
  audit: { name: "Audit", what: "Who changed what" },
  conferencehistory: { name: "Conference history", what: "Conferences and who took part" },
  nodehistory: { name: "Node history", what: "What happened to Conferencing Nodes" },
  certificates: { name: "Certificates", what: "Certificates, who serves them, and how nodes enrolled" },
  webhooks: { name: "Webhooks", what: "Their settings" },
  liveview: { name: "Live View", what: "What is going on now", inMemory: true },
  nodeconfig: { name: "Configuration of nodes", what: "What nodes are told", inMemory: true },
};

/** What a read model is called. */
export function modelName(name: string): string {
  return models[name]?.name ?? name;
}
