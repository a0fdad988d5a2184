import { type ReactNode, useEffect, useRef, useState } from "react";

interface Props {
  title: string;
  isOpen: boolean;
  children: ReactNode;
}

/**
 * A part of a form that is folded away. Who may not change the form may open it
 * all the same: it has no button, which the form's fieldset would disable. A
 * field in it that is refused opens it.
 */
export function Fold({ title, isOpen, children }: Props) {
  const [initially] = useState(isOpen);
  const box = useRef<HTMLDetailsElement>(null);
  const refused = useRef<Element | null>(null);
  useEffect(() => {
    const field = box.current?.querySelector<HTMLElement>('[aria-invalid="true"]') ?? null;
    const isNew = field !== refused.current;
    refused.current = field;
    if (field === null || !isNew || box.current === null || box.current.open) return;
    box.current.open = true;
    // A field before it that was refused, too, keeps the focus.
    if (document.activeElement?.getAttribute("aria-invalid") !== "true") field.focus();
  });
  return (
    <details ref={box} className="parley-fold" open={initially}>
      <summary>{title}</summary>
      <div className="parley-fields">{children}</div>
    </details>
  );
}
