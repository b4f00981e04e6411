import { Tooltip } from "radix-ui";

import { AskerGate } from "./asker/AskerGate";
import { Workspace } from "./Workspace";

const HOVER_MS = 250;

export function App() {
  return (
    <Tooltip.Provider delayDuration={HOVER_MS}>
      <AskerGate>
        <Workspace />
      </AskerGate>
    </Tooltip.Provider>
  );
}
