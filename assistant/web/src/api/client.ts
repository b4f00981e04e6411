/** The server's API, typed by its own description: `api` asks, `useApi` keeps what was asked. */
import { QueryClient } from "@tanstack/react-query";
import createClient, { type Middleware } from "openapi-fetch";
import createHooks from "openapi-react-query";

import { askersCache } from "./askersCache";
import { ApiError, type FailureKind, failureOfNetwork, failureOfStatus, isAbort, kindOf } from "./errors";
import { type CsrfToken, messageOf } from "./http";
import type { paths } from "./schema";
import type { Me } from "./types";

const FRESH_MS = 30_000;
/** Of reading, after a failure that may pass by itself. */
const ATTEMPTS_MORE: Partial<Record<FailureKind, number>> = { busy: 3, unreachable: 1 };

const guarded: Middleware = {
  onRequest({ request }) {
    const csrf = csrfToken();
    if (csrf && request.method !== "GET") request.headers.set("X-Zhike-CSRF", csrf);
  },
  async onResponse({ response }) {
    if (!response.ok) {
      throw new ApiError(
        failureOfStatus(response.status),
        await messageOf(response),
        response.status,
      );
    }
  },
  onError({ error }) {
    if (error instanceof ApiError || isAbort(error)) return error as Error;
    return new ApiError(failureOfNetwork(navigator.onLine), String(error));
  },
};

/** Asks the server; whatever fails is an ApiError. A list in a query is repeated: ?kind=mail&kind=call. */
export const api = createClient<paths>({ baseUrl: location.origin, credentials: "same-origin" });
api.use(guarded);

/** `useApi.useQuery("get", "/api/…", { params })`, and so on, all kept under path and parameters. */
export const useApi = createHooks(api);

/** Under which who is signed in is kept. */
export const ME = useApi.queryOptions("get", "/api/me", {}).queryKey;

/** What was asked stays for a while, and is asked again when one comes back to it. */
export const queryClient = new QueryClient({
  queryCache: askersCache(ME),
  defaultOptions: {
    queries: {
      staleTime: FRESH_MS,
      networkMode: "always", // offline is a failure that is told, not a wait without an end
      retry: (failures, error) => failures < (ATTEMPTS_MORE[kindOf(error)] ?? 0),
    },
    mutations: { networkMode: "always" },
  },
});

/** What requests that change something carry, as the server told it with who is asking. */
function csrfToken(): CsrfToken {
  return queryClient.getQueryData<Me>(ME)?.csrf ?? "";
}
