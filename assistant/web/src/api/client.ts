/** Everything else the page asks of the server, one function a route. */
import { type AskerAddress, getJson, send } from "./http";
import type { CustomerView, Me, PersonView, RecordView } from "./types";

export function fetchMe(asker: AskerAddress, signal?: AbortSignal): Promise<Me> {
  return getJson<Me>("/api/me", asker, signal);
}

export function fetchRecord(
  recordId: string,
  version: number | null,
  asker: AskerAddress,
  signal?: AbortSignal,
): Promise<RecordView> {
  const query = version === null ? "" : `?version=${version}`;
  return getJson<RecordView>(`/api/records/${encodeURIComponent(recordId)}${query}`, asker, signal);
}

export function fetchCustomer(
  id: string,
  asker: AskerAddress,
  signal?: AbortSignal,
): Promise<CustomerView> {
  return getJson<CustomerView>(`/api/customers/${encodeURIComponent(id)}`, asker, signal);
}

export function fetchPerson(
  id: string,
  asker: AskerAddress,
  signal?: AbortSignal,
): Promise<PersonView> {
  return getJson<PersonView>(`/api/people/${encodeURIComponent(id)}`, asker, signal);
}

export async function sendFeedback(
  answerId: string,
  useful: boolean,
  comment: string,
  asker: AskerAddress,
): Promise<void> {
  await send("/api/feedback", asker, {
    method: "POST",
    body: JSON.stringify({ answer_id: answerId, useful, ...(comment ? { comment } : {}) }),
  });
}
