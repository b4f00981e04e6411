import { createRouter } from "@tanstack/react-router";

import { askRoutes } from "./chat/routes";
import { learnRoutes } from "./learning/routes";
import { peopleRoutes } from "./people/routes";
import { projectRoutes } from "./projects/routes";
import { PageFailure } from "./shell/PageFailure";
import { rootRoute } from "./shell/root";
import { parseSearch, writeSearch } from "./shell/search";
import { Skeleton } from "./ui/Skeleton";

/** Every page, by its address. */
export const router = createRouter({
  routeTree: rootRoute.addChildren([...askRoutes, ...peopleRoutes, ...projectRoutes, ...learnRoutes]),
  parseSearch,
  stringifySearch: writeSearch,
  defaultPendingComponent: Skeleton,
  defaultErrorComponent: PageFailure,
  scrollRestoration: true,
  scrollToTopSelectors: ["#main"],
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
