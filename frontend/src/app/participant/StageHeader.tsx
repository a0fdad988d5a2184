import { useEffect, useRef } from "react";
import { Icon } from "../../ui/Icon";
import { Wordmark } from "../../ui/Wordmark";

interface Props {
  name: string;
  locked: boolean;
  guestsMuted: boolean;
}

/** The meeting's name and state, above the stage. */
export function StageHeader({ name, locked, guestsMuted }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  // The page before is gone; readers of the screen go on here.
  useEffect(() => heading.current?.focus(), []);
  useEffect(() => {
    document.title = `${name} – Parley`;
  }, [name]);
  return (
    <header className="meeting__head">
      <span className="meeting__mark">
        <Wordmark size={22} />
      </span>
      <h1 ref={heading} tabIndex={-1} className="meeting__name">
        {name}
      </h1>
      {locked && (
        <span className="meeting__flag" data-testid="locked">
          <Icon name="lock" size={14} /> <span className="meeting__flag-text">Locked</span>
        </span>
      )}
      {guestsMuted && (
        <span className="meeting__flag">
          <Icon name="micOff" size={14} /> <span className="meeting__flag-text">Guests muted</span>
        </span>
      )}
    </header>
  );
}
