import { useId, useRef, type KeyboardEvent, type ReactNode } from "react";
import { Icon, type IconName } from "./Icon";
import "./menu.css";

export interface MenuItem {
  id: string;
  label: string;
  icon: IconName;
  onSelect: () => void;
  danger?: boolean;
  /** Draws a line above. */
  apart?: boolean;
  /** A tick item: on or off. */
  checked?: boolean;
  className?: string;
}

interface Props {
  label: string;
  items: MenuItem[];
  buttonClass: string;
  children: ReactNode;
  testId?: string;
}

/** A button that opens a menu; arrow keys walk it, Escape closes it. */
export function Menu({ label, items, buttonClass, children, testId }: Props) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const popup = useRef<HTMLDivElement>(null);

  const entries = () => Array.from(popup.current?.querySelectorAll<HTMLButtonElement>("[role^=menuitem]") ?? []).filter((e) => e.offsetParent !== null || e.getClientRects().length > 0);
  const onKey = (event: KeyboardEvent) => {
    const all = entries();
    const at = all.indexOf(document.activeElement as HTMLButtonElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1 + (at < 0 ? 1 : 0), Home: 0, End: all.length - 1 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      all[(to + all.length) % all.length]?.focus();
    } else if (event.key === "Tab") {
      popup.current?.hidePopover();
    }
    event.stopPropagation(); // the page's shortcuts are not for menus
  };

  return (
    <>
      <button
        ref={button}
        type="button"
        className={buttonClass}
        aria-haspopup="menu"
        aria-label={label}
        title={label}
        popoverTarget={id}
        data-testid={testId}
      >
        {children}
      </button>
      <div
        ref={popup}
        id={id}
        popover="auto"
        role="menu"
        tabIndex={-1}
        aria-label={label}
        className="menu"
        onKeyDown={onKey}
        onToggle={(event) => {
          if (event.newState !== "open" || popup.current === null || button.current === null) return;
          place(popup.current, button.current);
          entries()[0]?.focus();
        }}
      >
        {items.map((item) => (
          <button
            key={item.id}
            type="button"
            role={item.checked === undefined ? "menuitem" : "menuitemcheckbox"}
            aria-checked={item.checked}
            tabIndex={-1}
            className={`menu__item${item.danger === true ? " menu__item--danger" : ""}${item.apart === true ? " menu__item--apart" : ""} ${item.className ?? ""}`}
            data-testid={`menu-${item.id}`}
            onClick={() => {
              popup.current?.hidePopover();
              item.onSelect();
            }}
          >
            <Icon name={item.icon} size={18} />
            <span>{item.label}</span>
            {item.checked === true && <Icon name="check" size={16} />}
          </button>
        ))}
      </div>
    </>
  );
}

/** Beside the button, inside the window: above when there is no room below. */
function place(popup: HTMLElement, button: HTMLElement): void {
  const around = button.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = popup;
  const margin = 8;
  const below = around.bottom + 6 + height < window.innerHeight - margin;
  const left = Math.min(Math.max(margin, around.right - width), window.innerWidth - width - margin);
  popup.style.left = `${Math.max(margin, left)}px`;
  popup.style.top = `${Math.max(margin, below ? around.bottom + 6 : around.top - height - 6)}px`;
}
