import { createRoute, lazyRouteComponent } from "@tanstack/react-router";

import { rootRoute } from "../shell/root";
import { day, oneOf, type Search, someOf, text } from "../shell/search";
import {
  ACCOUNT_STATES,
  type AccountState,
  type AuditEvent,
  EVENTS,
  FAMILIES,
  type Family,
  ROLES,
  type RoleName,
} from "./choices";

const getParentRoute = () => rootRoute;

const index = createRoute({
  getParentRoute,
  path: "/admin",
  component: lazyRouteComponent(() => import("./FirstPart"), "FirstPart"),
});

export interface AccountSearch {
  q?: string | undefined;
  role?: RoleName | undefined;
  state?: AccountState | undefined;
}

const accounts = createRoute({
  getParentRoute,
  path: "/admin/accounts",
  validateSearch: (search: Search): AccountSearch => ({
    q: text(search["q"]),
    role: oneOf(search["role"], ROLES),
    state: oneOf(search["state"], ACCOUNT_STATES),
  }),
  component: lazyRouteComponent(() => import("./AccountsPage"), "AccountsPage"),
});

export interface AuditSearch {
  q?: string | undefined;
  event?: AuditEvent[] | undefined;
  person?: string | undefined;
  target?: string | undefined;
  since?: string | undefined;
  until?: string | undefined;
}

const audit = createRoute({
  getParentRoute,
  path: "/admin/audit",
  validateSearch: (search: Search): AuditSearch => ({
    q: text(search["q"]),
    event: someOf(search["event"], EVENTS),
    person: text(search["person"]),
    target: text(search["target"]),
    since: day(search["since"]),
    until: day(search["until"]),
  }),
  component: lazyRouteComponent(() => import("./AuditPage"), "AuditPage"),
});

const glossary = createRoute({
  getParentRoute,
  path: "/admin/glossary",
  validateSearch: (search: Search): { q?: string | undefined } => ({ q: text(search["q"]) }),
  component: lazyRouteComponent(() => import("./GlossaryPage"), "GlossaryPage"),
});

export interface MatchSearch {
  family?: Family | undefined;
  decided?: "yes" | undefined;
}

const matches = createRoute({
  getParentRoute,
  path: "/admin/matches",
  validateSearch: (search: Search): MatchSearch => ({
    family: oneOf(search["family"], FAMILIES),
    decided: oneOf(search["decided"], ["yes"] as const),
  }),
  component: lazyRouteComponent(() => import("./MatchesPage"), "MatchesPage"),
});

const offers = createRoute({
  getParentRoute,
  path: "/admin/offers",
  component: lazyRouteComponent(() => import("./OffersPage"), "OffersPage"),
});

const tokens = createRoute({
  getParentRoute,
  path: "/admin/tokens",
  component: lazyRouteComponent(() => import("./TokensPage"), "TokensPage"),
});

const settings = createRoute({
  getParentRoute,
  path: "/admin/settings",
  validateSearch: (search: Search): { q?: string | undefined } => ({ q: text(search["q"]) }),
  component: lazyRouteComponent(() => import("./SettingsPage"), "SettingsPage"),
});

const health = createRoute({
  getParentRoute,
  path: "/admin/health",
  component: lazyRouteComponent(() => import("./HealthPage"), "HealthPage"),
});

export const adminRoutes = [
  index,
  accounts,
  audit,
  glossary,
  matches,
  offers,
  tokens,
  settings,
  health,
] as const;
