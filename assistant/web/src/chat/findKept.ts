import { fetchConversation, fetchConversations } from "../api/conversations";
import { exchangesOf } from "../conversations/turns";
import type { Answer } from "../api/types";

/** Seconds between one look and the next: a language model may take a minute. */
const PAUSES = [1, 2, 4, 8, 15, 30] as const;
const TITLE_CHARACTERS = 100;

export interface Lost {
  question: string;
  /** null where the lost answer would have begun the conversation. */
  conversationId: string | null;
  askedAt: Date;
}

/**
 * The answer to a question whose stream broke: the server finishes it all the same, and it stands in the
 * conversation. null where it is not there in time. Throws what the last look threw.
 */
export async function findKept(lost: Lost, signal: AbortSignal): Promise<Answer | null> {
  let problem: unknown = null;
  for (const pause of PAUSES) {
    await wait(pause * 1000, signal);
    try {
      const found = await look(lost, signal);
      if (found) return found;
      problem = null;
    } catch (error) {
      if (signal.aborted) throw error;
      problem = error;
    }
  }
  if (problem instanceof Error) throw problem;
  return null;
}

async function look(lost: Lost, signal: AbortSignal): Promise<Answer | null> {
  const id = lost.conversationId ?? (await begunBy(lost, signal));
  if (!id) return null;
  const { turns } = await fetchConversation(id, signal);
  const last = turns.at(-1);
  if (!last || last.question !== lost.question || isBefore(last.asked_at, lost.askedAt)) return null;
  return exchangesOf([last], id)[0]?.answer ?? null;
}

async function begunBy(lost: Lost, signal: AbortSignal): Promise<string | null> {
  const { conversations } = await fetchConversations("", signal);
  const [latest] = conversations;
  const title = Array.from(lost.question).slice(0, TITLE_CHARACTERS).join("");
  if (!latest || latest.title !== title || isBefore(latest.begun_at, lost.askedAt)) return null;
  return latest.id;
}

/** Clocks differ by some seconds; the same question a minute before is another. */
function isBefore(moment: string, asked: Date): boolean {
  return new Date(moment).getTime() < asked.getTime() - 30_000;
}

function wait(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      reject(new DOMException("stopped", "AbortError"));
    }, { once: true });
  });
}
