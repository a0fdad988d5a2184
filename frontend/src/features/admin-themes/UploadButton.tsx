import { Button, type ButtonProps } from "@patternfly/react-core";
import { useRef, useState } from "react";

interface Props {
  label: string;
  /** What is heard in place of the label, when that says too little by itself. */
  ariaLabel?: string;
  accept: string;
  variant?: ButtonProps["variant"];
  size?: ButtonProps["size"];
  onFile: (file: File) => Promise<void>;
}

/** A button that asks for a file and waits until it has been sent. */
export function UploadButton({ label, ariaLabel, accept, variant = "secondary", size, onFile }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const send = async (file: File) => {
    setBusy(true);
    try {
      await onFile(file);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <input
        ref={input}
        type="file"
        accept={accept}
        hidden
        aria-hidden="true"
        tabIndex={-1}
        data-testid={`file ${ariaLabel ?? label}`}
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = ""; // the same file may be chosen again
          if (file) void send(file);
        }}
      />
      <Button variant={variant} {...(size ? { size } : {})} {...(ariaLabel ? { "aria-label": ariaLabel } : {})} isLoading={busy} isDisabled={busy} onClick={() => input.current?.click()}>
        {label}
      </Button>
    </>
  );
}
