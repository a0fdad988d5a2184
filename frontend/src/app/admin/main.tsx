import "@patternfly/react-core/dist/styles/base.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import "../../ui/tokens.css";
import "./admin.css";
import { App } from "./App";

const root = document.getElementById("root");
if (root === null) throw new Error("admin.html has no #root");
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
