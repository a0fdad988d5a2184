import { useId, type ReactNode } from "react";
import { Icon } from "./Icon";

interface Props {
  title: string;
  onClose: () => void;
  children: ReactNode;
  testId: string;
}

/** A panel beside the stage; over it on small screens. */
export function SidePanel({ title, onClose, children, testId }: Props) {
  const id = useId();
  return (
    <aside
      className="panel"
      aria-labelledby={id}
      data-testid={testId}
      onKeyDown={(event) => {
        if (event.key === "Escape") onClose();
      }}
    >
      <div className="panel__head">
        <h2 id={id}>{title}</h2>
        <button type="button" className="icon-button" onClick={onClose} aria-label={`Close ${title.toLowerCase()}`}>
          <Icon name="close" />
        </button>
      </div>
      {children}
    </aside>
  );
}
