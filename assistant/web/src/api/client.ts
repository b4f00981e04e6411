/** Everything else the page asks of the server, one function a route. */
import { type CsrfToken, getJson, send } from "./http";
import type { CustomerView, Me, PersonView, RecordView } from "./types";

export function fetchMe(signal?: AbortSignal): Promise<Me> {
  return getJson<Me>("/api/me", signal);
}

export function fetchRecord(
  recordId: string,
  version: number | null,
  signal?: AbortSignal,
): Promise<RecordView> {
  const query = version === null ? "" : `?version=${version}`;
  return getJson<RecordView>(`/api/records/${encodeURIComponent(recordId)}${query}`, signal);
}

export function fetchCustomer(id: string, signal?: AbortSignal): Promise<CustomerView> {
  return getJson<CustomerView>(`/api/customers/${encodeURIComponent(id)}`, signal);
}

export function fetchPerson(id: string, signal?: AbortSignal): Promise<PersonView> {
  return getJson<PersonView>(`/api/people/${encodeURIComponent(id)}`, signal);
}

export async function sendFeedback(
  answerId: string,
  useful: boolean,
  comment: string,
  csrf: CsrfToken,
): Promise<void> {
  await send("/api/feedback", csrf, {
    method: "POST",
    body: JSON.stringify({ answer_id: answerId, useful, ...(comment ? { comment } : {}) }),
  });
}
