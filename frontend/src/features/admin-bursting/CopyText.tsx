import { Button } from "@patternfly/react-core";
import { CheckIcon, CopyIcon } from "@patternfly/react-icons";
import { useEffect, useState } from "react";

/** A text to be put elsewhere, as it is, with a button that copies it. */
export function CopyText({ what, text }: { what: string; text: string }) {
  const [outcome, setOutcome] = useState<"copied" | "failed" | null>(null);
  useEffect(() => {
    if (outcome === null) return;
    const timer = window.setTimeout(() => setOutcome(null), 4000);
    return () => window.clearTimeout(timer);
  }, [outcome]);
  const copy = () => {
    // Only a page that came by TLS, or from this machine, is given a clipboard.
    const clipboard = navigator.clipboard as Clipboard | undefined;
    if (clipboard === undefined) return setOutcome("failed");
    clipboard.writeText(text).then(
      () => setOutcome("copied"),
      () => setOutcome("failed"),
    );
  };
  return (
    <div className="burst-copy">
      <span className="parley-small parley-muted" aria-hidden="true">
        {what}
      </span>
      <pre className="parley-json" role="region" aria-label={what}>
        <code>{text}</code>
      </pre>
      <div className="parley-row-actions">
        <Button variant="secondary" size="sm" icon={outcome === "copied" ? <CheckIcon /> : <CopyIcon />} aria-label={`Copy: ${what}`} onClick={copy}>
          Copy
        </Button>
        <span role="status" className="parley-small">
          {outcome === "copied" && `${what} copied`}
          {outcome === "failed" && "The browser does not let it be copied: select the text."}
        </span>
      </div>
    </div>
  );
}
