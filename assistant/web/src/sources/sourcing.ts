import { api, queryClient, useApi } from "../api/client";
import type { components } from "../api/schema";

export type SourceView = components["schemas"]["SourceView"];
export type FailureView = components["schemas"]["FailureView"];
export type Tried = components["schemas"]["Tried"];

/** The states of a source, as the server names them. */
export const STATES = [
  "never",
  "queued",
  "running",
  "done",
  "held",
  "interrupted",
  "paused",
  "cancelled",
  "failed",
] as const;
export type State = (typeof STATES)[number];

const BUSY_MS = 1000;
const CALM_MS = 10_000;

export function stateOf(view: SourceView): State {
  return STATES.find((state) => state === view.state) ?? "interrupted";
}

export function isUnderway(view: SourceView): boolean {
  return view.state === "running" || view.state === "queued";
}

/** Every source; asked for again each second while one is being read. */
export function useSources() {
  return useApi.useQuery(
    "get",
    "/api/source-views",
    {},
    {
      refetchInterval: (query) =>
        query.state.data?.sources.some(isUnderway) ? BUSY_MS : CALM_MS,
    },
  );
}

export function useFailures() {
  return useApi.useQuery("get", "/api/failures", {});
}

/** After something changed: what is shown of sources is asked for anew. */
export async function sourcesChanged(): Promise<void> {
  await Promise.all(
    ["/api/source-views", "/api/failures", "/api/sources/{name}/settings"].map((path) =>
      queryClient.invalidateQueries({ queryKey: ["get", path] }),
    ),
  );
}

const ONE = (name: string) => ({ params: { path: { name } } });

/** What one can have done with a source. */
export const steps = {
  sync: (name: string) => api.POST("/api/sources/{name}/sync", ONE(name)),
  confirm: (name: string) =>
    api.POST("/api/sources/{name}/sync", {
      params: { path: { name }, query: { confirm_removal: true } },
    }),
  pause: (name: string) => api.POST("/api/sources/{name}/pause", ONE(name)),
  resume: (name: string) => api.POST("/api/sources/{name}/resume", ONE(name)),
  cancel: (name: string) => api.POST("/api/sources/{name}/cancel", ONE(name)),
  /** Reads again what failed: of the source, or one item. */
  retry: async (name: string, item = "") => {
    await api.POST("/api/failures/retry", { body: { source: name, item } });
    await api.POST("/api/sources/{name}/sync", ONE(name));
  },
} as const;
export type Step = Exclude<keyof typeof steps, "retry">;

/** How far a sync is, 0..1; null where nobody can say. */
export function shareOf(view: SourceView): number | null {
  const progress = view.progress;
  if (!progress || progress.seconds_left === null) return null;
  const whole = progress.seconds + progress.seconds_left;
  return whole > 0 ? Math.min(1, progress.seconds / whole) : null;
}
