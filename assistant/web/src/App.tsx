import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { Tooltip } from "radix-ui";

import { queryClient } from "./api/client";
import { AskerGate } from "./asker/AskerGate";
import { router } from "./router";

const HOVER_MS = 250;

export function App() {
  return (
    <QueryClientProvider client={queryClient}>
      <Tooltip.Provider delayDuration={HOVER_MS}>
        <AskerGate>
          <RouterProvider router={router} />
        </AskerGate>
      </Tooltip.Provider>
    </QueryClientProvider>
  );
}
