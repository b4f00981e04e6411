import { useCallback, useEffect, useEffectEvent, useState } from "react";

import { met, sentOn, type Typing } from "./typing";

const PAUSE_MS = 250;
/** As long as the server takes. */
export const LIMIT_CHARACTERS = 200;

interface Typed {
  words: string;
  type: (words: string) => void;
  /** Told of words that go to the address otherwise than by a pause. */
  sent: (words: string) => void;
}

/** The words of a search box whose search stands in the address: sent there once typing pauses, trimmed. */
export function useTyped(value: string, send: (words: string) => void, pauses = true): Typed {
  const [held, setTyping] = useState<Typing>({ words: value, known: value, sent: [] });
  const typing = held.known === value ? held : met(held, value);
  if (typing !== held) setTyping(typing);
  const { words } = typing;
  const sent = useCallback((told: string) => {
    setTyping((now) => sentOn(now, told));
  }, []);
  const pass = useEffectEvent((told: string) => {
    sent(told);
    send(told);
  });
  useEffect(() => {
    if (!pauses || words.trim() === value) return undefined;
    const timer = window.setTimeout(() => {
      pass(words.trim());
    }, PAUSE_MS);
    return () => {
      window.clearTimeout(timer);
    };
  }, [words, value, pauses]);
  return {
    words,
    type: (next) => {
      setTyping((now) => ({ ...now, words: next }));
    },
    sent,
  };
}
