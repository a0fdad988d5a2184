/** What the way back from the provider says in the address: one word, and the number under which the log has the rest. */
export interface ProviderOutcome {
  title: string;
  body: string;
  trace: string;
}

const texts: Record<string, { title: string; body: string }> = {
  unreachable: { title: "The provider does not answer", body: "Try again in a moment. If you have a local account, sign in with it." },
  misconfigured: { title: "Signing in at the provider is not set up right", body: "Tell whoever administers this deployment; the log has the reason." },
  not_permitted: { title: "You may not administer this deployment", body: "The provider knows you, but none of your groups may. Ask whoever administers it." },
  expired: { title: "That took too long, or began elsewhere", body: "Sign in once more, in this window." },
  denied: { title: "Signing in was broken off", body: "The provider says that it was refused or cancelled." },
  rate_limited: { title: "Too many attempts", body: "Wait a little, then try again." },
};

const otherwise = { title: "Signing in does not work at the moment", body: "Try again in a moment." };

/** Reads an address; null when it tells of no attempt. */
export function outcomeOf(search: string): ProviderOutcome | null {
  const params = new URLSearchParams(search);
  const word = params.get("signin");
  if (word === null) return null;
  const trace = params.get("trace") ?? "";
  return { ...(texts[word] ?? otherwise), trace: /^[a-z0-9]{1,64}$/.test(trace) ? trace : "" };
}

/** The address at which to begin at the provider, and to come back from to where the reader is. */
export function beginAt(providerUrl: string, { pathname, search }: { pathname: string; search: string }): string {
  const params = new URLSearchParams(search);
  params.delete("signin");
  params.delete("trace");
  const rest = params.toString();
  return `${providerUrl}?${new URLSearchParams({ return: pathname + (rest === "" ? "" : `?${rest}`) })}`;
}
