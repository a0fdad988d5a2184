import { useCallback, useEffect, useState } from "react";
import { HomePage } from "../../features/home/HomePage";
import { meetingPath, parseAddress, type Address } from "../../lib/address";
import { MeetingPage } from "./MeetingPage";
import { PageFrame } from "./PageFrame";

function here(): Address {
  return parseAddress(window.location.pathname, window.location.search);
}

/** Two places: / asks for a meeting, /meet/<alias> is one. */
export function App() {
  const [address, setAddress] = useState(here);
  useEffect(() => {
    const onMove = () => setAddress(here());
    window.addEventListener("popstate", onMove);
    return () => window.removeEventListener("popstate", onMove);
  }, []);
  const go = useCallback((path: string) => {
    window.history.pushState(null, "", path);
    setAddress(here());
  }, []);
  const { alias } = address;
  useEffect(() => {
    document.title = alias === null ? "Join a meeting – Parley" : `${alias} – Parley`;
  }, [alias]);

  if (alias === null) {
    return (
      <PageFrame>
        <HomePage onMeeting={(next) => go(meetingPath(next))} />
      </PageFrame>
    );
  }
  return <MeetingPage key={alias} alias={alias} address={address} onOtherMeeting={() => go("/")} />;
}
