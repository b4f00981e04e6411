import { describe, expect, it } from "vitest";

import type { AskEvent } from "../api/ask";
import type { Answer } from "../api/types";
import { type Action, conversation, conversationIdOf, type Exchange } from "./exchange";

const sentence = (text: string): AskEvent => ({
  type: "sentence",
  sentence: { text, citations: [], supported: true },
  citations: [],
});

const answer = (text: string, conversation_id: string): Answer => ({
  answer_id: "a",
  conversation_id,
  question: "q",
  standalone_question: "q",
  language: "zh",
  mode: "reader",
  answered: true,
  confidence: 1,
  text,
  sentences: [{ text, citations: [], supported: true }],
  citations: [],
  experts: [],
  customers: [],
  people: [],
  total_ms: 1,
  table: null,
  supported_share: 1,
  note: "",
  part: null,
  choices: [],
  projects: [],
});

function after(...actions: Action[]): readonly Exchange[] {
  return actions.reduce<readonly Exchange[]>(conversation, []);
}

describe("conversation", () => {
  it("grows an answer sentence by sentence, and ends with the whole", () => {
    const growing = after(
      { type: "asked", id: "1", question: "q", narrowing: {} },
      { type: "event", id: "1", event: sentence("甲。") },
      { type: "event", id: "1", event: sentence("乙。") },
    );
    expect(growing[0]?.sentences.map((each) => each.text)).toEqual(["甲。", "乙。"]);
    const whole = conversation(growing, {
      type: "event",
      id: "1",
      event: { type: "done", answer: answer("丙。", "c1") },
    });
    expect(whole[0]).toMatchObject({ state: "done", sentences: [{ text: "丙。" }] });
  });

  it("keeps what had come when stopped, and drops what comes after", () => {
    const [exchange] = after(
      { type: "asked", id: "1", question: "q", narrowing: {} },
      { type: "event", id: "1", event: sentence("甲。") },
      { type: "stopped", id: "1" },
      { type: "event", id: "1", event: sentence("乙。") },
      { type: "failed", id: "1", failure: "server" },
    );
    expect(exchange).toMatchObject({ state: "stopped", failure: null });
    expect(exchange?.sentences).toHaveLength(1);
  });

  it("drops events of a conversation that was cleared", () => {
    expect(
      after(
        { type: "asked", id: "1", question: "q", narrowing: {} },
        { type: "cleared" },
        { type: "event", id: "1", event: sentence("甲。") },
      ),
    ).toEqual([]);
  });
});

describe("conversationIdOf", () => {
  it("is the latest answer's, past failed questions", () => {
    expect(conversationIdOf([])).toBeNull();
    const exchanges = after(
      { type: "asked", id: "1", question: "q", narrowing: {} },
      { type: "event", id: "1", event: { type: "done", answer: answer("a", "c1") } },
      { type: "asked", id: "2", question: "q", narrowing: {} },
      { type: "failed", id: "2", failure: "offline" },
    );
    expect(conversationIdOf(exchanges)).toBe("c1");
  });
});
