import { useId, type ReactNode } from "react";
import { Icon } from "./Icon";

interface SwitchProps {
  label: ReactNode;
  on: boolean;
  onChange: (on: boolean) => void;
  testId?: string;
}

export function Switch({ label, on, onChange, testId }: SwitchProps) {
  return (
    <button
      type="button"
      role="switch"
      aria-checked={on}
      className="switch"
      data-testid={testId}
      onClick={() => onChange(!on)}
    >
      <span>{label}</span>
      <span className="switch__track" aria-hidden="true" />
    </button>
  );
}

interface SelectProps {
  label: string;
  value: string;
  options: { value: string; label: string }[];
  onChange: (value: string) => void;
  disabled?: boolean;
  testId?: string;
}

export function Select({ label, value, options, onChange, disabled, testId }: SelectProps) {
  const id = useId();
  return (
    <div className="field">
      <label className="field__label" htmlFor={id}>
        {label}
      </label>
      <div className="select-box">
        <select
          id={id}
          className="select"
          value={value}
          disabled={disabled}
          data-testid={testId}
          onChange={(event) => onChange(event.target.value)}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
        <Icon name="chevron" size={18} />
      </div>
    </div>
  );
}
