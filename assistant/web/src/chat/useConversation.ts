import { useCallback, useEffect, useMemo, useReducer, useRef } from "react";

import { ask } from "../api/ask";
import { isAbort, kindOf } from "../api/errors";
import type { CsrfToken } from "../api/http";
import { type Action, conversation, conversationIdOf, type Exchange } from "./exchange";
import { findKept, type Lost } from "./findKept";
import type { Narrowing } from "./narrowing";

export interface Conversation {
  exchanges: readonly Exchange[];
  running: boolean;
  ask: (question: string, narrowing?: Narrowing) => void;
  /** Asks the last question again, in place of its answer. */
  retry: () => void;
  stop: () => void;
  clear: () => void;
  /** Shows kept exchanges in place of what was there. */
  reopen: (exchanges: readonly Exchange[]) => void;
  /** The conversation that goes on, once there is one. */
  id: string | null;
}

/** One conversation with the server, which keeps it too. */
export function useConversation(csrf: CsrfToken): Conversation {
  const [exchanges, dispatch] = useReducer(conversation, []);
  const current = useRef<{ id: string; controller: AbortController } | null>(null);
  const asked = useRef(0);
  const running = exchanges.at(-1)?.state === "asking";

  const abandon = useCallback(() => {
    current.current?.controller.abort();
    current.current = null;
  }, []);
  useEffect(() => abandon, [abandon]);

  const run = useCallback(
    async (question: string, conversationId: string | null, narrowing: Narrowing) => {
      abandon();
      asked.current += 1;
      const id = `exchange-${asked.current}`;
      const controller = new AbortController();
      current.current = { id, controller };
      const { signal } = controller;
      const askedAt = new Date();
      dispatch({ type: "asked", id, question, narrowing });
      try {
        for await (const event of ask({ question, conversationId, narrowing }, csrf, signal)) {
          dispatch({ type: "event", id, event });
        }
      } catch (error) {
        if (isAbort(error)) dispatch({ type: "stopped", id });
        else if (kindOf(error) !== "interrupted") {
          dispatch({ type: "failed", id, failure: kindOf(error) });
        } else {
          dispatch({ type: "lost", id });
          dispatch(await recovered(id, { question, conversationId, askedAt }, signal));
        }
      }
    },
    [abandon, csrf],
  );

  const reopen = useCallback(
    (kept: readonly Exchange[]) => {
      abandon();
      dispatch({ type: "reopened", exchanges: kept });
    },
    [abandon],
  );

  return useMemo(
    () => ({
      exchanges,
      running,
      id: conversationIdOf(exchanges),
      reopen,
      ask: (question, narrowing = {}) => {
        const words = question.trim();
        if (words && !running) void run(words, conversationIdOf(exchanges), narrowing);
      },
      retry: () => {
        const last = exchanges.at(-1);
        if (!last || running) return;
        dispatch({ type: "removed", id: last.id });
        void run(last.question, conversationIdOf(exchanges.slice(0, -1)), last.narrowing);
      },
      stop: abandon,
      clear: () => {
        abandon();
        dispatch({ type: "cleared" });
      },
    }),
    [exchanges, running, run, abandon, reopen],
  );
}

/** What becomes of a question whose stream broke. */
async function recovered(id: string, lost: Lost, signal: AbortSignal): Promise<Action> {
  try {
    const answer = await findKept(lost, signal);
    if (answer) return { type: "event", id, event: { type: "done", answer } };
    return { type: "failed", id, failure: "interrupted" };
  } catch (error) {
    if (isAbort(error)) return { type: "stopped", id };
    return { type: "failed", id, failure: navigator.onLine ? "interrupted" : "offline" };
  }
}
