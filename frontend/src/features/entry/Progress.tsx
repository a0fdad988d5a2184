import { useEffect, useRef } from "react";
import "./entry.css";

interface Props {
  title: string;
  text: string;
  onCancel: () => void;
  cancelLabel: string;
  testId: string;
}

/** Something is under way: connecting, or waiting for somebody. */
export function Progress({ title, text, onCancel, cancelLabel, testId }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), [title]);
  return (
    <section className="card card--narrow outcome" data-testid={testId} aria-busy="true">
      <span className="progress" aria-hidden="true">
        <span />
        <span />
        <span />
      </span>
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      <p className="muted">{text}</p>
      <div className="outcome__actions">
        <button type="button" className="button button--plain" onClick={onCancel} data-testid="cancel">
          {cancelLabel}
        </button>
      </div>
    </section>
  );
}
