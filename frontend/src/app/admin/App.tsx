import { Bullseye, Spinner } from "@patternfly/react-core";
import { RouterProvider } from "@tanstack/react-router";
import { Activity, useCallback, useMemo, useState } from "react";
import { Provider, useClient, useQuery } from "urql";
import { AlarmContext } from "../../features/admin-alarms/context";
import { alarmStream } from "../../features/admin-alarms/stream";
import { SignInPage } from "../../features/admin-sign-in/SignInPage";
import { graphql } from "../../gql";
import { ErrorState } from "../../ui/admin/ErrorState";
import { createAdminClient } from "./client";
import { router } from "./router";
import { SessionContext } from "../../ui/admin/session";
import { useTheme } from "./theme";

const ViewerQuery = graphql(`
  query Viewer {
    viewer {
      name
      scopes
      expiresAt
    }
    server {
      version
      deploymentName
      siteBanner
    }
  }
`);

export function App() {
  const [session, setSession] = useState(0);
  const renew = useCallback(() => setSession((n) => n + 1), []);
  return <Connected key={session} onSession={renew} />;
}

/** One person's pages. Somebody else gets a new client and new alarms, so that nothing of the last one stays. */
function Connected({ onSession }: { onSession: () => void }) {
  const [over, setOver] = useState(false);
  const [client] = useState(() => createAdminClient(() => setOver(true)));
  const [alarms] = useState(alarmStream);
  return (
    <Provider value={client}>
      <AlarmContext value={alarms}>
        <Gate over={over} onSession={onSession} onSame={() => setOver(false)} />
      </AlarmContext>
    </Provider>
  );
}

interface GateProps {
  /** The session is over, whether or not somebody notices. */
  over: boolean;
  onSession: () => void;
  /** The same person is here again. */
  onSame: () => void;
}

/**
 * Shows the sign-in page until somebody is signed in. When a session is over by
 * itself, its pages rest behind the sign-in page, with what is typed on them:
 * whoever comes back with the same name and rights finds them so.
 */
function Gate({ over, onSession, onSame }: GateProps) {
  const client = useClient();
  const [theme, setTheme] = useTheme();
  const context = useMemo(() => ({ probe: true, additionalTypenames: ["GlobalSettings"] }), []);
  const [{ data, error, fetching }, retry] = useQuery({ query: ViewerQuery, context });
  const session = useMemo(
    () =>
      data && {
        name: data.viewer.name,
        scopes: data.viewer.scopes,
        version: data.server.version,
        deployment: data.server.deploymentName,
        banner: data.server.siteBanner,
        theme,
        setTheme,
        onSession,
      },
    [data, theme, setTheme, onSession],
  );
  if (session) {
    const back = async () => {
      const { data: now } = await client.query(ViewerQuery, {}, { ...context, requestPolicy: "network-only" });
      if (now?.viewer.name === session.name && now.viewer.scopes.join() === session.scopes.join()) onSame();
      else onSession();
    };
    return (
      <>
        <Activity mode={over ? "hidden" : "visible"}>
          <SessionContext value={session}>
            <RouterProvider router={router} />
          </SessionContext>
        </Activity>
        {over && <SignInPage onSignedIn={() => void back()} />}
      </>
    );
  }
  if (fetching) {
    return (
      <Bullseye className="parley-full">
        <Spinner aria-label="Loading" />
      </Bullseye>
    );
  }
  if (error?.graphQLErrors.some((e) => e.extensions["code"] === "UNAUTHENTICATED")) {
    return <SignInPage onSignedIn={onSession} />;
  }
  return (
    <main className="parley-full">
      <ErrorState
        title="The Management Node does not answer"
        error={error}
        onRetry={() => retry({ requestPolicy: "network-only" })}
      />
    </main>
  );
}
