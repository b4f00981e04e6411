import { describe, expect, it } from "vitest";

import type { TurnView } from "../api/conversations";
import { conversation, conversationIdOf } from "../chat/exchange";
import { sharedLinkOf } from "./sharedLink";
import { exchangesOf } from "./turns";

const turn = (question: string, more: Partial<TurnView> = {}): TurnView => ({
  answer_id: "a",
  asked_at: "2026-06-30T08:00:00Z",
  question,
  standalone_question: question,
  mode: "reader",
  answered: true,
  confidence: 0.9,
  sentences: [{ text: "31 August.", citations: [], supported: true }],
  citations: [],
  hidden: false,
  ...more,
});

describe("a kept conversation", () => {
  it("is shown as it was and goes on under its id", () => {
    const kept = exchangesOf([turn("When?"), turn("Where?")], "c1");
    const shown = conversation([], { type: "reopened", exchanges: kept });
    expect(shown.map((exchange) => exchange.question)).toEqual(["When?", "Where?"]);
    expect(shown[0]?.sentences[0]?.text).toBe("31 August.");
    expect(conversationIdOf(shown)).toBe("c1");
  });

  it("that a colleague shares is not gone on with", () => {
    expect(conversationIdOf(exchangesOf([turn("When?")], ""))).toBeNull();
  });

  it("does not say that nothing was found where something is hidden", () => {
    const [hidden] = exchangesOf(
      [turn("", { answered: false, sentences: [], mode: "", hidden: true })],
      "",
    );
    expect(hidden?.answer?.answered).toBe(true);
    expect(hidden?.kept).toEqual({ hidden: true, empty: true });
  });
});

describe("sharedLinkOf", () => {
  it("finds the link behind the #", () => {
    expect(sharedLinkOf("#shared=a_b-C")).toBe("a_b-C");
    expect(sharedLinkOf("#invitation=x")).toBe("");
    expect(sharedLinkOf("#shared=%E6%9")).toBe("%E6%9");
  });
});
