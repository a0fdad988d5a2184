import { useState, type FormEvent } from "react";
import { aliasFromInput } from "../../lib/address";
import { Icon } from "../../ui/Icon";

/** Asks which meeting, when the address does not say. */
export function HomePage({ onMeeting }: { onMeeting: (alias: string) => void }) {
  const [text, setText] = useState("");
  const [wrong, setWrong] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const alias = aliasFromInput(text);
    setWrong(alias === "");
    if (alias === "") document.getElementById("alias")?.focus();
    else onMeeting(alias);
  };
  return (
    <form className="card card--narrow" onSubmit={submit} noValidate>
      <h1>Join a meeting</h1>
      <p className="muted">Enter the meeting’s name or number, or paste its link.</p>
      <div className="field">
        <label className="field__label" htmlFor="alias">
          Meeting
        </label>
        <input
          id="alias"
          className="input"
          value={text}
          onChange={(event) => setText(event.target.value)}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          placeholder="meet.anna or 4711"
          aria-invalid={wrong}
          aria-describedby={wrong ? "alias-error" : undefined}
          data-testid="alias"
        />
        {wrong && (
          <p id="alias-error" className="field__error" role="alert">
            <Icon name="warning" size={16} />
            That is no meeting name or link of this server.
          </p>
        )}
      </div>
      <button type="submit" className="button button--primary button--wide" data-testid="continue">
        Continue
      </button>
    </form>
  );
}
