import { useEffect, useRef, type ReactNode } from "react";
import { Icon } from "../../ui/Icon";
import type { Words } from "./texts";
import "./entry.css";

interface Props {
  words: Words;
  detail?: string;
  children: ReactNode;
  testId: string;
  code: string;
}

/** A page that says how things stand, with what can be done about it. */
export function Outcome({ words, detail, children, testId, code }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  // What was focused is gone with the page before; readers go on here.
  useEffect(() => heading.current?.focus(), []);
  return (
    <section className="card card--narrow outcome" data-testid={testId} data-code={code}>
      <span className="outcome__icon">
        <Icon name={words.icon} size={30} />
      </span>
      <h1 ref={heading} tabIndex={-1}>
        {words.title}
      </h1>
      <p className="muted">{words.text}</p>
      {detail !== undefined && detail !== "" && <p className="outcome__detail">{detail}</p>}
      <div className="outcome__actions">{children}</div>
    </section>
  );
}
