/** Files that people give Zhike themselves: /api/uploads. */
import { ApiError, failureOfNetwork, failureOfStatus } from "./errors";
import { type CsrfToken, getJson, send } from "./http";
import type { Moment } from "./types";

export type UploadReason =
  | "encrypted"
  | "damaged"
  | "empty"
  | "unsupported"
  | "too_large"
  | "timed_out"
  | "invalid"
  | "unavailable";

export interface UploadView {
  id: string;
  name: string;
  size_bytes: number;
  received_at: Moment;
  state: "waiting" | "ready" | "failed";
  /** of its record, once it is ready */
  record_id: string;
  reason: UploadReason | "";
  message: string;
  audience: string[];
  offered: string[];
}

export interface Uploaded {
  uploads: UploadView[];
  enabled: boolean;
  limit_mb: number;
  endings: string[];
}

/** Why a file was not taken. */
export type UploadProblem = "too_large" | "unsupported" | "empty" | "busy" | "failed";

export class UploadRefused extends Error {
  readonly problem: UploadProblem;

  constructor(problem: UploadProblem) {
    super(problem);
    this.name = "UploadRefused";
    this.problem = problem;
  }
}

export function problemOfStatus(status: number): UploadProblem {
  if (status === 413) return "too_large";
  if (status === 415) return "unsupported";
  if (status === 422) return "empty";
  return status === 429 ? "busy" : "failed";
}

export function fetchUploads(signal?: AbortSignal): Promise<Uploaded> {
  return getJson<Uploaded>("/api/uploads", signal);
}

export async function deleteUpload(id: string, csrf: CsrfToken): Promise<void> {
  await send(`/api/uploads/${encodeURIComponent(id)}`, csrf, { method: "DELETE" });
}

/** Throws UploadRefused or ApiError; ends quietly, undefined, when `signal` stops it. */
export function sendUpload(
  file: File,
  csrf: CsrfToken,
  onProgress: (share: number) => void,
  signal: AbortSignal,
): Promise<UploadView | undefined> {
  return new Promise((resolve, reject) => {
    // fetch does not tell how far a body has gone.
    const request = new XMLHttpRequest();
    request.open("POST", `/api/uploads?name=${encodeURIComponent(file.name)}`);
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.setRequestHeader("X-Zhike-CSRF", csrf);
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) onProgress(event.loaded / event.total);
    };
    request.onload = () => {
      if (request.status === 201) resolve(JSON.parse(request.responseText) as UploadView);
      else if (request.status === 401)
        reject(new ApiError(failureOfStatus(401), request.responseText));
      else reject(new UploadRefused(problemOfStatus(request.status)));
    };
    request.onerror = () => {
      reject(new ApiError(failureOfNetwork(navigator.onLine), "upload"));
    };
    request.onabort = () => {
      resolve(undefined);
    };
    signal.addEventListener("abort", () => {
      request.abort();
    });
    request.send(file);
  });
}
