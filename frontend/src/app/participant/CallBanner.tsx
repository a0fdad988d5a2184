import type { SessionState } from "../../media/session/state";
import { Icon } from "../../ui/Icon";

interface Props {
  state: SessionState;
  soundBlocked: boolean;
  onRetry: () => void;
  onSound: () => void;
}

/** Says when the connection is not as it should be, and what can be done. */
export function CallBanner({ state, soundBlocked, onRetry, onSound }: Props) {
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
  if (state.link === "lost" || status === "recovering") {
    return (
      <div className="banner" role="status" data-testid="reconnecting">
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
      <div className="banner" role="status" data-testid="media-connecting">
        <Icon name="clock" size={18} />
        <span>Connecting sound and video…</span>
      </div>
    );
  }
  return null;
}
