import type { TurnView } from "../api/conversations";
import type { Exchange } from "../chat/exchange";
import { languageOf } from "./language";

/** Kept turns as the chat shows them. Under an id they go on; without one they are only read. */
export function exchangesOf(turns: readonly TurnView[], conversationId: string): Exchange[] {
  return turns.map((turn, place) => ({
    id: `kept-${place}-${turn.asked_at}`,
    question: turn.question,
    narrowing: {},
    state: "done",
    failure: null,
    sentences: turn.sentences,
    citations: turn.citations,
    experts: [],
    kept: { hidden: turn.hidden, empty: turn.mode === "" },
    answer: {
      answer_id: turn.answer_id,
      conversation_id: conversationId,
      question: turn.question,
      standalone_question: turn.standalone_question,
      language: languageOf(turn.question),
      mode: turn.mode === "writer" ? "writer" : "reader",
      answered: turn.answered || turn.question === "" || turn.mode === "",
      confidence: turn.confidence,
      text: "",
      sentences: turn.sentences,
      citations: turn.citations,
      experts: [],
      customers: [],
      people: [],
      total_ms: 0,
      table: null,
      supported_share: shareSupported(turn),
      note: "",
      part: null,
      choices: [],
      projects: [],
    },
  }));
}

function shareSupported({ sentences }: TurnView): number {
  return sentences.length ? sentences.filter((one) => one.supported).length / sentences.length : 1;
}
