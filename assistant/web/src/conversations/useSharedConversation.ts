import { useEffect, useState } from "react";

import { fetchShared, type SharedConversation } from "../api/conversations";
import { isAbort, kindOf, type FailureKind } from "../api/errors";
import type { Conversation } from "../chat/useConversation";
import { sharedLinkOf } from "./sharedLink";
import { exchangesOf } from "./turns";

export type Shared =
  | { state: "none" }
  | { state: "shown"; value: SharedConversation }
  | { state: "failed"; failure: FailureKind };

/** Opens the conversation that the address leads to, once, and takes it out of the address. */
export function useSharedConversation(chat: Conversation): Shared {
  const [shared, setShared] = useState<Shared>({ state: "none" });
  const { reopen } = chat;
  useEffect(() => {
    const link = sharedLinkOf(location.hash);
    if (!link) return undefined;
    const controller = new AbortController();
    fetchShared(link, controller.signal).then(
      (value) => {
        if (controller.signal.aborted) return;
        reopen(exchangesOf(value.turns, ""));
        setShared({ state: "shown", value });
        history.replaceState(history.state, "", location.pathname + location.search);
      },
      (error: unknown) => {
        if (controller.signal.aborted || isAbort(error)) return;
        setShared({ state: "failed", failure: kindOf(error) });
      },
    );
    return () => {
      controller.abort();
    };
  }, [reopen]);
  return shared;
}
