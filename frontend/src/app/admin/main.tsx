import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import "../../ui/tokens.css";
import { Wordmark } from "../../ui/Wordmark";
import { applyTheme, readTheme } from "../../ui/theme";

applyTheme(readTheme());

const root = document.getElementById("root");
if (root === null) throw new Error("admin.html has no #root");
createRoot(root).render(
  <StrictMode>
    <Wordmark />
  </StrictMode>,
);
