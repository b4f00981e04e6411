import { createRoute, lazyRouteComponent, redirect } from "@tanstack/react-router";

import { rootRoute } from "../shell/root";
import { type Search, text } from "../shell/search";

const all = createRoute({
  getParentRoute: () => rootRoute,
  path: "/admin/sources",
  component: lazyRouteComponent(() => import("./SourcesPage"), "SourcesPage"),
});

const fresh = createRoute({
  getParentRoute: () => rootRoute,
  path: "/admin/sources/new",
  validateSearch: (search: Search): { kind?: string | undefined } => ({
    kind: text(search["kind"]),
  }),
  component: lazyRouteComponent(() => import("./NewSourcePage"), "NewSourcePage"),
});

const one = createRoute({
  getParentRoute: () => rootRoute,
  path: "/admin/sources/$name",
  component: lazyRouteComponent(() => import("./SourcePage"), "SourcePage"),
});

const edit = createRoute({
  getParentRoute: () => rootRoute,
  path: "/admin/sources/$name/edit",
  component: lazyRouteComponent(() => import("./EditSourcePage"), "EditSourcePage"),
});

const short = createRoute({
  getParentRoute: () => rootRoute,
  path: "/sources",
  beforeLoad: () => {
    // The router's own way of sending on.
    // eslint-disable-next-line @typescript-eslint/only-throw-error
    throw redirect({ to: "/admin/sources" });
  },
});

export const sourceRoutes = [all, fresh, one, edit, short] as const;
