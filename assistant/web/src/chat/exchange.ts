import type { AskEvent } from "../api/ask";
import type { FailureKind } from "../api/errors";
import type { Answer, Citation, Expert, Sentence } from "../api/types";

import type { Narrowing } from "./narrowing";

/** A question and the answer as far as it has come. */
export interface Exchange {
  id: string;
  question: string;
  /** What it was asked within. */
  narrowing: Narrowing;
  /** The line went dead: the answer is being looked for in what the server kept. */
  lost?: boolean;
  state: "asking" | "done" | "stopped" | "failed";
  failure: FailureKind | null;
  sentences: readonly Sentence[];
  citations: readonly Citation[];
  experts: readonly Expert[];
  /** Whole, once it is done. */
  answer: Answer | null;
  /** Of one that was kept: what is left out, or that nothing of its answer is held. */
  kept?: { hidden: boolean; empty: boolean };
}

export type Action =
  | { type: "asked"; id: string; question: string; narrowing: Narrowing }
  | { type: "lost"; id: string }
  | { type: "event"; id: string; event: AskEvent }
  | { type: "stopped"; id: string }
  | { type: "failed"; id: string; failure: FailureKind }
  | { type: "removed"; id: string }
  | { type: "reopened"; exchanges: readonly Exchange[] }
  | { type: "cleared" };

/** The conversation after `action`. What arrives for a question that is no longer asked is dropped. */
export function conversation(
  exchanges: readonly Exchange[],
  action: Action,
): readonly Exchange[] {
  switch (action.type) {
    case "cleared":
      return [];
    case "reopened":
      return action.exchanges;
    case "removed":
      return exchanges.filter((exchange) => exchange.id !== action.id);
    case "asked":
      return [...exchanges, asked(action.id, action.question, action.narrowing)];
    default:
      return exchanges.map((exchange) =>
        exchange.id === action.id && exchange.state === "asking"
          ? advanced(exchange, action)
          : exchange,
      );
  }
}

/** The conversation's id, as the latest answer that came through gave it. */
export function conversationIdOf(exchanges: readonly Exchange[]): string | null {
  return exchanges.findLast((exchange) => exchange.answer)?.answer?.conversation_id || null;
}

function asked(id: string, question: string, narrowing: Narrowing): Exchange {
  return {
    id,
    question,
    narrowing,
    state: "asking",
    failure: null,
    sentences: [],
    citations: [],
    experts: [],
    answer: null,
  };
}

function advanced(
  exchange: Exchange,
  action: Exclude<Action, { type: "asked" | "cleared" | "removed" | "reopened" }>,
): Exchange {
  switch (action.type) {
    case "lost":
      return { ...exchange, lost: true };
    case "stopped":
      return { ...exchange, state: "stopped", lost: false };
    case "failed":
      return { ...exchange, state: "failed", failure: action.failure, lost: false };
    case "event":
      return grown(exchange, action.event);
  }
}

function grown(exchange: Exchange, event: AskEvent): Exchange {
  switch (event.type) {
    case "sentence":
      return {
        ...exchange,
        sentences: [...exchange.sentences, event.sentence],
        citations: [...exchange.citations, ...event.citations],
      };
    case "experts":
      return { ...exchange, experts: event.experts };
    case "done": {
      const { sentences, citations, experts } = event.answer;
      const whole = { answer: event.answer, sentences, citations, experts };
      return { ...exchange, ...whole, state: "done", lost: false };
    }
  }
}
