import { useEffect, useRef, useState, type FormEvent } from "react";
import { Icon } from "../../ui/Icon";
import "./entry.css";

interface Props {
  wrong: boolean;
  checking: boolean;
  onExtension: (number: string) => void;
  onCancel: () => void;
}

/** A reception wants to know which meeting is meant. */
export function ExtensionPage({ wrong, checking, onExtension, onCancel }: Props) {
  const [number, setNumber] = useState("");
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (!checking) field.current?.focus();
  }, [wrong, checking]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!checking && number !== "") onExtension(number);
  };
  return (
    <form className="card card--narrow" onSubmit={submit} noValidate data-testid="extension-step">
      <h1>Which meeting?</h1>
      <div className="field">
        <label className="field__label" htmlFor="extension">
          Meeting number
        </label>
        <input
          id="extension"
          ref={field}
          className="input entry__pin"
          inputMode="numeric"
          autoComplete="off"
          value={number}
          onChange={(event) => setNumber(event.target.value)}
          aria-invalid={wrong}
          aria-describedby={wrong ? "extension-error" : undefined}
        />
        {wrong && (
          <p id="extension-error" className="field__error" role="alert">
            <Icon name="warning" size={16} />
            There is no meeting with that number.
          </p>
        )}
      </div>
      <div className="entry__actions">
        <button type="submit" className="button button--primary button--wide" aria-disabled={checking}>
          {checking ? "Checking…" : "Continue"}
        </button>
        <button type="button" className="button button--quiet button--wide" onClick={onCancel} data-testid="cancel">
          Back
        </button>
      </div>
    </form>
  );
}
