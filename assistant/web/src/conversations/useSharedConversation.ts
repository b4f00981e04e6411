import { useLocation, useNavigate } from "@tanstack/react-router";
import { useEffect, useEffectEvent, useState } from "react";

import { fetchShared, type SharedConversation } from "../api/conversations";
import { isAbort, kindOf, type FailureKind } from "../api/errors";
import type { Conversation } from "../chat/useConversation";
import { sharedLinkOf } from "./sharedLink";
import { exchangesOf } from "./turns";

export type Shared =
  | { state: "none" }
  | { state: "loading" }
  | { state: "shown"; value: SharedConversation }
  | { state: "failed"; failure: FailureKind };

/**
 * Opens the conversation that the address leads to, once, and takes it out of the address: also where somebody
 * puts a link into a window in which Zhike is open.
 */
export function useSharedConversation(chat: Conversation): Shared {
  const navigate = useNavigate();
  const link = useLocation({ select: ({ hash }) => sharedLinkOf(`#${hash}`) });
  const [settled, setSettled] = useState<{ link: string; shared: Shared }>({
    link: "",
    shared: { state: "none" },
  });
  const clear = useEffectEvent(chat.clear);
  const { reopen } = chat;
  useEffect(() => {
    if (!link) return undefined;
    clear();
    const controller = new AbortController();
    fetchShared(link, controller.signal).then(
      (value) => {
        if (controller.signal.aborted) return;
        reopen(exchangesOf(value.turns, ""));
        setSettled({ link, shared: { state: "shown", value } });
        void navigate({ to: "/", replace: true });
      },
      (error: unknown) => {
        if (controller.signal.aborted || isAbort(error)) return;
        setSettled({ link, shared: { state: "failed", failure: kindOf(error) } });
      },
    );
    return () => {
      controller.abort();
    };
  }, [link, reopen, navigate]);
  return link && settled.link !== link ? { state: "loading" } : settled.shared;
}
