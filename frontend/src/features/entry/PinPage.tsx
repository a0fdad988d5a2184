import { useEffect, useRef, useState, type FormEvent } from "react";
import { Icon } from "../../ui/Icon";
import "./entry.css";

interface Props {
  alias: string;
  /** Guests need a PIN too; otherwise they may go on without. */
  guestPin: boolean;
  wrong: boolean;
  checking: boolean;
  onPin: (pin: string | null) => void;
  onCancel: () => void;
}

/** Asks for the PIN, and offers the guest's way in where there is one. */
export function PinPage({ alias, guestPin, wrong, checking, onPin, onCancel }: Props) {
  const [pin, setPin] = useState("");
  const [empty, setEmpty] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (checking) return;
    field.current?.focus();
    if (wrong) field.current?.select();
  }, [wrong, checking]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (checking) return;
    setEmpty(pin === "");
    if (pin === "") field.current?.focus();
    else onPin(pin);
  };
  const error = empty ? "Enter the PIN." : wrong ? "That PIN is not right. Check it and try again." : null;
  return (
    <form className="card card--narrow" onSubmit={submit} noValidate data-testid="pin-step">
      <div>
        <h1>{guestPin ? "Enter the PIN" : "Are you the host?"}</h1>
        <p className="muted entry__lead">
          {guestPin
            ? `“${alias}” is protected. Your PIN decides whether you join as host or guest.`
            : `Enter the host PIN of “${alias}”, or continue as a guest.`}
        </p>
      </div>
      <div className="field">
        <label className="field__label" htmlFor="pin">
          {guestPin ? "PIN" : "Host PIN"}
        </label>
        <input
          id="pin"
          ref={field}
          className="input entry__pin"
          type="password"
          inputMode="numeric"
          autoComplete="off"
          maxLength={21}
          value={pin}
          onChange={(event) => {
            setPin(event.target.value);
            setEmpty(false);
          }}
          aria-invalid={error !== null}
          aria-describedby={error === null ? undefined : "pin-error"}
          data-testid="pin"
        />
        {error !== null && (
          <p id="pin-error" className="field__error" role="alert" data-testid="pin-error">
            <Icon name="warning" size={16} />
            {error}
          </p>
        )}
      </div>
      <div className="entry__actions">
        <button type="submit" className="button button--primary button--wide" aria-disabled={checking} data-testid="submit-pin">
          {checking ? "Checking…" : guestPin ? "Join" : "Join as host"}
        </button>
        {!guestPin && (
          <button
            type="button"
            className="button button--plain button--wide"
            onClick={() => !checking && onPin(null)}
            aria-disabled={checking}
            data-testid="continue-as-guest"
          >
            Continue as guest
          </button>
        )}
        <button type="button" className="button button--quiet button--wide" onClick={onCancel} data-testid="cancel">
          Back
        </button>
      </div>
    </form>
  );
}
