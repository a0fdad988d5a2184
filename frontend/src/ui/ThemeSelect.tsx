import { useState } from "react";
import { Select } from "./Controls";
import { readTheme, saveTheme, type Theme } from "./theme";

/** Light, dark, or as the system has it. */
export function ThemeSelect() {
  const [theme, setTheme] = useState<Theme>(readTheme);
  return (
    <Select
      label="Colours"
      value={theme}
      options={[
        { value: "system", label: "As the system" },
        { value: "light", label: "Light" },
        { value: "dark", label: "Dark" },
      ]}
      onChange={(value) => {
        const next = value as Theme;
        setTheme(next);
        saveTheme(next);
      }}
      testId="theme"
    />
  );
}
