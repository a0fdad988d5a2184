import type { ReactNode } from "react";
import { ThemeSelect } from "../../ui/ThemeSelect";
import { Wordmark } from "../../ui/Wordmark";

/** The frame of every page but the stage. */
export function PageFrame({ children }: { children: ReactNode }) {
  return (
    <div className="page">
      <header className="page__head">
        <Wordmark />
        <div className="page__theme">
          <ThemeSelect />
        </div>
      </header>
      <main className="page__main">{children}</main>
    </div>
  );
}
