import { filtersOf, type Narrowing } from "../chat/narrowing";
import { ApiError, failureOfCode, isAbort } from "./errors";
import { type CsrfToken, send } from "./http";
import { EventStreamParser, type ServerEvent } from "./sse";
import type { Answer, Citation, Expert, Sentence } from "./types";

export type AskEvent =
  | { type: "sentence"; sentence: Sentence; citations: Citation[] }
  | { type: "experts"; experts: Expert[] }
  | { type: "done"; answer: Answer };

export interface AskRequest {
  question: string;
  conversationId: string | null;
  narrowing: Narrowing;
}

/** Asks, and yields the answer as it grows; the last event is `done`. Throws ApiError. */
export async function* ask(
  request: AskRequest,
  csrf: CsrfToken,
  signal: AbortSignal,
): AsyncGenerator<AskEvent, void> {
  const filters = filtersOf(request.narrowing);
  const response = await send("/api/ask", csrf, {
    method: "POST",
    headers: { Accept: "text/event-stream" },
    body: JSON.stringify({
      question: request.question,
      ...(filters ? { filters } : {}),
      ...(request.conversationId ? { conversation_id: request.conversationId } : {}),
    }),
    signal,
  });
  const parser = new EventStreamParser();
  for await (const piece of textOf(response)) {
    for (const event of parser.push(piece)) {
      const known = askEventOf(event);
      if (known) yield known;
      if (known?.type === "done") return;
    }
  }
  throw new ApiError("interrupted", "The stream ended before the answer did.");
}

/** The event in our own words; null for one this page does not know. Throws on `error`. */
export function askEventOf(event: ServerEvent): AskEvent | null {
  const body = JSON.parse(event.data) as Record<string, unknown>;
  switch (event.event) {
    case "sentence":
      return {
        type: "sentence",
        sentence: body["sentence"] as Sentence,
        citations: body["citations"] as Citation[],
      };
    case "experts":
      return { type: "experts", experts: body["experts"] as Expert[] };
    case "done":
      return { type: "done", answer: body["answer"] as Answer };
    case "error": {
      const { code, message } = body["error"] as { code: string; message: string };
      throw new ApiError(failureOfCode(code), message);
    }
    default:
      return null;
  }
}

async function* textOf(response: Response): AsyncGenerator<string, void> {
  if (!response.body) throw new ApiError("interrupted", "The response has no body.");
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield decoder.decode(value, { stream: true });
    }
  } catch (error) {
    if (isAbort(error)) throw error;
    throw new ApiError("interrupted", String(error));
  } finally {
    reader.releaseLock();
  }
}
