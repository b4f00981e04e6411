import { createRoute, lazyRouteComponent } from "@tanstack/react-router";

import { rootRoute } from "../shell/root";

const map = createRoute({
  getParentRoute: () => rootRoute,
  path: "/map",
  component: lazyRouteComponent(() => import("./MapPage"), "MapPage"),
});

const topics = createRoute({
  getParentRoute: () => map,
  path: "/",
  component: lazyRouteComponent(() => import("./TopicsPart"), "TopicsPart"),
});

const part = createRoute({
  getParentRoute: () => map,
  path: "$part",
  component: lazyRouteComponent(() => import("./MapPart"), "MapPart"),
});

const topic = createRoute({
  getParentRoute: () => rootRoute,
  path: "/map/topics/$id",
  component: lazyRouteComponent(() => import("./TopicPage"), "TopicPage"),
});

const gaps = createRoute({
  getParentRoute: () => rootRoute,
  path: "/gaps",
  component: lazyRouteComponent(() => import("./GapsPage"), "GapsPage"),
});

export const mapRoutes = [map.addChildren([topics, part]), topic, gaps] as const;
