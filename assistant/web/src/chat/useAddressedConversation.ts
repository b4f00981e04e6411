import { useNavigate, useParams } from "@tanstack/react-router";
import { useEffect, useEffectEvent, useState } from "react";

import { fetchConversation } from "../api/conversations";
import { type FailureKind, isAbort, kindOf } from "../api/errors";
import { exchangesOf } from "../conversations/turns";
import type { Conversation } from "./useConversation";

export interface Addressed {
  state: "there" | "loading" | "failed";
  failure: FailureKind | null;
  retry: () => void;
}

/**
 * Keeps the address and the conversation in step: /c/ID opens one, and one that begins gets its address, unless
 * the address leads `elsewhere`.
 */
export function useAddressedConversation(chat: Conversation, elsewhere: boolean): Addressed {
  const { conversation: wanted } = useParams({ strict: false });
  const navigate = useNavigate();
  const [failed, setFailed] = useState<{ of: string; failure: FailureKind } | null>(null);
  const [tries, setTries] = useState(0);
  const isShown = useEffectEvent((id: string) => id === chat.id);
  const show = useEffectEvent(chat.reopen);

  // Only another address opens another conversation: the one that is shown changes for its own reasons.
  useEffect(() => {
    if (!wanted || isShown(wanted)) return undefined;
    const controller = new AbortController();
    fetchConversation(wanted, controller.signal).then(
      ({ turns }) => {
        if (!controller.signal.aborted) show(exchangesOf(turns, wanted));
      },
      (error: unknown) => {
        if (controller.signal.aborted || isAbort(error)) return;
        setFailed({ of: wanted, failure: kindOf(error) });
      },
    );
    return () => {
      controller.abort();
    };
  }, [wanted, tries]);

  useEffect(() => {
    if (!chat.id || wanted !== undefined || elsewhere) return;
    void navigate({
      to: "/c/$conversation",
      params: { conversation: chat.id },
      search: true,
      replace: true,
      state: true,
      resetScroll: false,
    });
  }, [chat.id, wanted, elsewhere, navigate]);

  const missing = wanted !== undefined && wanted !== chat.id && !chat.running;
  const failure = missing && failed?.of === wanted ? failed.failure : null;
  return {
    state: failure ? "failed" : missing ? "loading" : "there",
    failure,
    retry: () => {
      setFailed(null);
      setTries(tries + 1);
    },
  };
}
