import { createRoute, lazyRouteComponent } from "@tanstack/react-router";

import { rootRoute } from "../shell/root";
import { oneOf, type Search, text } from "../shell/search";

/** What is to be learnt about; the server says which kind it is where nothing does. */
export interface LearnSearch {
  q?: string;
  kind?: "topic" | "customer" | "role";
}

const learn = createRoute({
  getParentRoute: () => rootRoute,
  path: "/learn",
  validateSearch: (search: Search): LearnSearch => ({
    q: text(search["q"]),
    kind: oneOf(search["kind"], ["topic", "customer", "role"]),
  }),
  component: lazyRouteComponent(() => import("./LearnPage"), "LearnPage"),
});

export const learnRoutes = [learn] as const;
