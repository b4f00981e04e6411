import { createRootRoute } from "@tanstack/react-router";

import type { PanelAddress } from "../panel/view";
import { NotFound } from "./NotFound";
import { type Search, text } from "./search";
import { Shell } from "./Shell";

/** Above every page: the shell, and the panel's part of the address. */
export const rootRoute = createRootRoute({
  component: Shell,
  notFoundComponent: NotFound,
  validateSearch: (search: Search): PanelAddress => ({
    open: text(search["open"]),
    at: text(search["at"]),
  }),
});
