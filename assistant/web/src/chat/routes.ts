import { createRoute, lazyRouteComponent } from "@tanstack/react-router";

import { rootRoute } from "../shell/root";
import { narrowingOf } from "./narrowing";

/** The page stays what it is while the conversation gets its address. */
const ask = createRoute({
  getParentRoute: () => rootRoute,
  id: "ask",
  validateSearch: narrowingOf,
  component: lazyRouteComponent(() => import("./AskPage"), "AskPage"),
});

const fresh = createRoute({ getParentRoute: () => ask, path: "/" });
const kept = createRoute({ getParentRoute: () => ask, path: "/c/$conversation" });

export const askRoutes = [ask.addChildren([fresh, kept])] as const;
