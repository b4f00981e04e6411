import "./style/tokens.css";
import "./style/base.css";
import "./style/controls.css";

import { StrictMode } from "react";
import { createRoot } from "react-dom/client";

import { App } from "./App";
import { startLanguages } from "./i18n";
import { applyTheme, storedTheme } from "./theme/useTheme";

applyTheme(storedTheme());
await startLanguages();

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
