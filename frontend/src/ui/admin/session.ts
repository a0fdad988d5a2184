import { createContext, use } from "react";
import type { Theme } from "../theme";

/** Who is signed in, where, and how the pages look. */
export interface Session {
  name: string;
  scopes: readonly string[];
  version: string;
  deployment: string;
  /** Stands above every page; empty: none. */
  banner: string;
  theme: Theme;
  setTheme: (theme: Theme) => void;
  /** Begins anew: after signing out, or when the session is over. */
  onSession: () => void;
}

export const SessionContext = createContext<Session | null>(null);

export function useSession(): Session {
  const session = use(SessionContext);
  if (session === null) throw new Error("useSession outside of a session");
  return session;
}

/** Whether the reader may do what the scope allows. The server decides anyway. */
export function useMay(scope: string): boolean {
  return useSession().scopes.includes(scope);
}
