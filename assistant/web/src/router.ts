import { createRouter } from "@tanstack/react-router";

import { adminRoutes } from "./admin/routes";
import { askRoutes } from "./chat/routes";
import { customerRoutes } from "./customers/routes";
import { mapRoutes } from "./knowledge/routes";
import { learnRoutes } from "./learning/routes";
import { peopleRoutes } from "./people/routes";
import { projectRoutes } from "./projects/routes";
import { PageFailure } from "./shell/PageFailure";
import { rootRoute } from "./shell/root";
import { parseSearch, writeSearch } from "./shell/search";
import { sourceRoutes } from "./sources/routes";
import { Skeleton } from "./ui/Skeleton";

/** Every page, by its address. */
export const router = createRouter({
  routeTree: rootRoute.addChildren([
    ...askRoutes,
    ...customerRoutes,
    ...peopleRoutes,
    ...projectRoutes,
    ...learnRoutes,
    ...mapRoutes,
    ...sourceRoutes,
    ...adminRoutes,
  ]),
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
