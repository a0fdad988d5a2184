import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import "../../ui/tokens.css";
import "../../ui/base.css";
import "./app.css";
import { applyTheme, readTheme } from "../../ui/theme";
import { App } from "./App";

applyTheme(readTheme());

const root = document.getElementById("root");
if (root === null) throw new Error("participant.html has no #root");
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
