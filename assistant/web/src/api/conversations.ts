/** One's own conversations and those a colleague shares: /api/conversations, /api/shared. */
import { type CsrfToken, getJson, send } from "./http";
import type { Citation, Moment, PersonCard, Sentence } from "./types";

export interface ConversationLink {
  id: string;
  title: string;
  begun_at: Moment;
  changed_at: Moment;
  shared: boolean;
}

export interface ConversationPage {
  conversations: ConversationLink[];
  more: boolean;
}

export interface TurnView {
  answer_id: string;
  asked_at: Moment;
  /** empty where the reader may not know it */
  question: string;
  standalone_question: string;
  /** empty where nothing of the answer was kept */
  mode: "" | "reader" | "writer";
  answered: boolean;
  confidence: number;
  sentences: Sentence[];
  citations: Citation[];
  /** something was left out */
  hidden: boolean;
}

export interface ShareView {
  link: string;
  everyone: boolean;
  people: PersonCard[];
  shared_at: Moment;
}

export interface ConversationView {
  id: string;
  title: string;
  begun_at: Moment;
  changed_at: Moment;
  turns: TurnView[];
  shortened: boolean;
  share: ShareView | null;
}

export interface SharedConversation {
  title: string;
  owner: PersonCard | null;
  own: boolean;
  turns: TurnView[];
  shortened: boolean;
}

const path = (id: string) => `/api/conversations/${encodeURIComponent(id)}`;

export function fetchConversations(words: string, signal?: AbortSignal): Promise<ConversationPage> {
  const query = new URLSearchParams({ q: words, limit: "100" });
  return getJson<ConversationPage>(`/api/conversations?${query}`, signal);
}

export function fetchConversation(id: string, signal?: AbortSignal): Promise<ConversationView> {
  return getJson<ConversationView>(path(id), signal);
}

export function fetchShared(link: string, signal?: AbortSignal): Promise<SharedConversation> {
  return getJson<SharedConversation>(`/api/shared/${encodeURIComponent(link)}`, signal);
}

export async function renameConversation(
  id: string,
  title: string,
  csrf: CsrfToken,
): Promise<void> {
  await send(path(id), csrf, { method: "PATCH", body: JSON.stringify({ title }) });
}

export async function deleteConversation(id: string, csrf: CsrfToken): Promise<void> {
  await send(path(id), csrf, { method: "DELETE" });
}

export async function shareWithEveryone(id: string, csrf: CsrfToken): Promise<ShareView> {
  const body = JSON.stringify({ everyone: true });
  const response = await send(`${path(id)}/share`, csrf, { method: "PUT", body });
  return (await response.json()) as ShareView;
}

export async function stopSharing(id: string, csrf: CsrfToken): Promise<void> {
  await send(`${path(id)}/share`, csrf, { method: "DELETE" });
}
