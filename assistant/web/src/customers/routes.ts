import { createRoute, lazyRouteComponent } from "@tanstack/react-router";

import { rootRoute } from "../shell/root";
import { day, list, oneOf, type Search, text } from "../shell/search";
import { type Sort, SORTS } from "./sorting";

interface CustomersSearch {
  q?: string | undefined;
  tier?: string | undefined;
  owner?: string | undefined;
  sort?: Sort | undefined;
  down?: "yes" | "no" | undefined;
}

interface TimelineSearch {
  kind?: string[] | undefined;
  person?: string | undefined;
  since?: string | undefined;
  until?: string | undefined;
}

const customers = createRoute({
  getParentRoute: () => rootRoute,
  path: "/customers",
  validateSearch: (search: Search): CustomersSearch => ({
    q: text(search["q"]),
    tier: text(search["tier"]),
    owner: text(search["owner"]),
    sort: oneOf(search["sort"], SORTS),
    down: oneOf(search["down"], ["yes", "no"]),
  }),
  component: lazyRouteComponent(() => import("./CustomersPage"), "CustomersPage"),
});

const customer = createRoute({
  getParentRoute: () => rootRoute,
  path: "/customers/$id",
  component: lazyRouteComponent(() => import("./page/CustomerPage"), "CustomerPage"),
});

const overview = createRoute({
  getParentRoute: () => customer,
  path: "/",
  component: lazyRouteComponent(() => import("./page/OverviewPart"), "OverviewPart"),
});

/** What the timeline is narrowed by stands in the address; the other parts have nothing to narrow. */
const part = createRoute({
  getParentRoute: () => customer,
  path: "$part",
  validateSearch: (search: Search): TimelineSearch => ({
    kind: list(search["kind"]),
    person: text(search["person"]),
    since: day(search["since"]),
    until: day(search["until"]),
  }),
  component: lazyRouteComponent(() => import("./page/CustomerPart"), "CustomerPart"),
});

export const customerRoutes = [customers, customer.addChildren([overview, part])] as const;
