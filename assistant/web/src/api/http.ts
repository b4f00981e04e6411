import { ApiError, failureOfNetwork, failureOfStatus, isAbort } from "./errors";

interface ErrorBody {
  error?: { code?: string; message?: string };
}

/** What a session's own page sends with whatever changes something; "" before there is a session. */
export type CsrfToken = string;

/** A request to our own server. Throws ApiError; an abort passes through as it is. */
export async function send(
  path: string,
  csrf: CsrfToken,
  init: RequestInit = {},
): Promise<Response> {
  const headers = new Headers(init.headers);
  if (csrf) headers.set("X-Zhike-CSRF", csrf);
  if (init.body) headers.set("Content-Type", "application/json");
  let response: Response;
  try {
    response = await fetch(path, { ...init, headers, credentials: "same-origin" });
  } catch (error) {
    if (isAbort(error)) throw error;
    throw new ApiError(failureOfNetwork(navigator.onLine), String(error));
  }
  if (!response.ok) {
    throw new ApiError(
      failureOfStatus(response.status),
      await messageOf(response),
      response.status,
    );
  }
  return response;
}

export async function getJson<T>(path: string, signal?: AbortSignal): Promise<T> {
  const response = await send(path, "", signal ? { signal } : {});
  return (await response.json()) as T;
}

/** What the server says of a failure, for the log. */
export async function messageOf(response: Response): Promise<string> {
  try {
    const body = (await response.json()) as ErrorBody;
    return body.error?.message ?? response.statusText;
  } catch {
    return response.statusText;
  }
}
