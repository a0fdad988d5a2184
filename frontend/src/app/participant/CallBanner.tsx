import { useEffect, useState } from "react";
import type { SessionState } from "../../media/session/state";
import { Icon } from "../../ui/Icon";

interface Props {
  state: SessionState;
  soundBlocked: boolean;
  onRetry: () => void;
  onSound: () => void;
}

/** Says when the connection is not as it should be, and what can be done. */
export function CallBanner(props: Props) {
  const { link, call } = props.state;
  const reconnecting = call.status !== "failed" && (link === "lost" || call.status === "recovering");
  return (
    <>
      <Spoken reconnecting={reconnecting} connected={link === "ok" && call.status === "connected"} />
      <Shown {...props} reconnecting={reconnecting} />
    </>
  );
}

/** Screen readers speak what changes in a region that was there before. */
function Spoken({ reconnecting, connected }: { reconnecting: boolean; connected: boolean }) {
  const [said, setSaid] = useState("");
  useEffect(() => {
    if (reconnecting) setSaid("Reconnecting…");
    else if (connected) setSaid((before) => (before === "" ? "" : "Connected again"));
  }, [reconnecting, connected]);
  return (
    <div className="visually-hidden" role="status" data-testid="connection">
      {said}
    </div>
  );
}

function Shown({ state, soundBlocked, onRetry, onSound, reconnecting }: Props & { reconnecting: boolean }) {
  const { status, failure } = state.call;
  if (status === "failed") {
    const why =
      failure?.kind === "no-capacity"
        ? "The servers have no room for your sound and video just now."
        : "Your sound and video could not be connected. A firewall may be in the way.";
    return (
      <div className="banner banner--bad" role="alert" data-testid="media-failed">
        <Icon name="warning" size={18} />
        <span>{why}</span>
        <button type="button" className="button button--plain button--small" onClick={onRetry}>
          Try again
        </button>
      </div>
    );
  }
  if (reconnecting) {
    return (
      <div className="banner" data-testid="reconnecting">
        <Icon name="offline" size={18} />
        <span>Reconnecting…</span>
      </div>
    );
  }
  if (soundBlocked) {
    return (
      <div className="banner" role="alert" data-testid="sound-blocked">
        <Icon name="speaker" size={18} />
        <span>Your browser holds back the sound.</span>
        <button type="button" className="button button--primary button--small" onClick={onSound}>
          Turn on sound
        </button>
      </div>
    );
  }
  if (status === "connecting") {
    return (
      <div className="banner" data-testid="media-connecting">
        <Icon name="clock" size={18} />
        <span>Connecting sound and video…</span>
      </div>
    );
  }
  return null;
}
