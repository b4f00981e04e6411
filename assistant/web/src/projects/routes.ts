import { createRoute, lazyRouteComponent } from "@tanstack/react-router";

import { rootRoute } from "../shell/root";
import { oneOf, type Search, text } from "../shell/search";
import type { ProjectsSearch } from "./narrowing";

const projects = createRoute({
  getParentRoute: () => rootRoute,
  path: "/projects",
  validateSearch: (search: Search): ProjectsSearch => ({
    q: text(search["q"]),
    state: oneOf(search["state"], ["running", "planned", "done", "lost"]),
    customer: text(search["customer"]),
    industry: text(search["industry"]),
    product: text(search["product"]),
    sort: oneOf(search["sort"], ["name", "documents"]),
    page: text(search["page"]),
  }),
  component: lazyRouteComponent(() => import("./ProjectsPage"), "ProjectsPage"),
});

const project = createRoute({
  getParentRoute: () => rootRoute,
  path: "/projects/$id",
  component: lazyRouteComponent(() => import("./ProjectPage"), "ProjectPage"),
});

export const projectRoutes = [projects, project] as const;
