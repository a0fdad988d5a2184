import { useEffect, useState } from "react";
import { readTheme, saveTheme, type Theme } from "../../ui/theme";

const dark = "pf-v6-theme-dark";

/** The colours in use and how to choose others. Keeps the component library's class in step. */
export function useTheme(): [Theme, (theme: Theme) => void] {
  const [theme, setTheme] = useState(readTheme);
  useEffect(() => {
    saveTheme(theme);
    const system = window.matchMedia("(prefers-color-scheme: dark)");
    const apply = () => {
      const on = theme === "dark" || (theme === "system" && system.matches);
      document.documentElement.classList.toggle(dark, on);
    };
    apply();
    system.addEventListener("change", apply);
    return () => system.removeEventListener("change", apply);
  }, [theme]);
  return [theme, setTheme];
}
