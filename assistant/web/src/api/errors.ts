/** Why a request failed, as the page needs to know it: what to say and whether to offer a retry. */
export type FailureKind =
  | "offline"
  | "unreachable"
  | "interrupted"
  | "asker"
  | "missing"
  | "forbidden"
  | "too_long"
  | "refused"
  | "busy"
  | "server";

/**
 * A request that failed. `kind` chooses the words; the server's own message is for the log, and for whoever
 * administers. `status` is 0 where no response came.
 */
export class ApiError extends Error {
  readonly kind: FailureKind;
  readonly status: number;

  constructor(kind: FailureKind, message: string, status = 0) {
    super(message);
    this.name = "ApiError";
    this.kind = kind;
    this.status = status;
  }
}

/** The failure that an HTTP status stands for. */
export function failureOfStatus(status: number): FailureKind {
  if (status === 401) return "asker";
  if (status === 403) return "forbidden";
  if (status === 404) return "missing";
  if (status === 413) return "too_long";
  if (status === 429) return "busy";
  if (status === 409 || status === 502 || status === 503 || status === 504) return "unreachable";
  return status >= 500 ? "server" : "refused";
}

/** The failure that an error's code stands for, where no status can tell: within a stream. */
export function failureOfCode(code: string): FailureKind {
  if (code === "sign_in") return "asker";
  return code === "transient" || code === "busy" ? "unreachable" : "server";
}

/** The failure of a request that got no response at all. */
export function failureOfNetwork(online: boolean): FailureKind {
  return online ? "unreachable" : "offline";
}

export function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === "AbortError";
}

/** What browsers and the bundler say where a part of the application did not come. */
const NOT_FETCHED = /dynamically imported module|module script|preload CSS/i;

/** Whether a page's own script or style could not be fetched: only loading anew brings it. */
export function isNotFetched(error: unknown): boolean {
  return error instanceof Error && NOT_FETCHED.test(error.message);
}

export function kindOf(error: unknown): FailureKind {
  if (error instanceof ApiError) return error.kind;
  return isNotFetched(error) ? failureOfNetwork(navigator.onLine) : "server";
}
