import { createRoute, lazyRouteComponent } from "@tanstack/react-router";

import { rootRoute } from "../shell/root";
import { oneOf, type Search, text } from "../shell/search";

/** What the list of colleagues is narrowed by; `by` says that `q` is what somebody should know. */
export interface PeopleSearch {
  q?: string;
  by?: "knowledge";
  department?: string;
  presence?: "left" | "all";
  page?: string;
}

/** Whom the chart is searched for, which department it shows, and whom it brings into view. */
export interface ChartSearch {
  q?: string;
  department?: string;
  person?: string;
}

const people = createRoute({
  getParentRoute: () => rootRoute,
  path: "/people",
  validateSearch: (search: Search): PeopleSearch => ({
    q: text(search["q"]),
    by: oneOf(search["by"], ["knowledge"]),
    department: text(search["department"]),
    presence: oneOf(search["presence"], ["left", "all"]),
    page: text(search["page"]),
  }),
  component: lazyRouteComponent(() => import("./PeoplePage"), "PeoplePage"),
});

const chart = createRoute({
  getParentRoute: () => rootRoute,
  path: "/people/chart",
  validateSearch: (search: Search): ChartSearch => ({
    q: text(search["q"]),
    department: text(search["department"]),
    person: text(search["person"]),
  }),
  component: lazyRouteComponent(() => import("./chart/ChartPage"), "ChartPage"),
});

const person = createRoute({
  getParentRoute: () => rootRoute,
  path: "/people/$id",
  component: lazyRouteComponent(() => import("./PersonPage"), "PersonPage"),
});

const handover = createRoute({
  getParentRoute: () => rootRoute,
  path: "/people/$id/handover",
  component: lazyRouteComponent(() => import("./handover/HandoverPage"), "HandoverPage"),
});

export const peopleRoutes = [people, chart, person, handover] as const;
