import { AssistantRuntimeProvider } from "@assistant-ui/react";

import { SharedBanner } from "../conversations/SharedBanner";
import { useSharedConversation } from "../conversations/useSharedConversation";
import { useChat } from "./context";
import { Thread } from "./Thread";
import { useChatRuntime } from "./useChatRuntime";

/** Where one asks. */
export function AskPage() {
  const chat = useChat();
  const runtime = useChatRuntime(chat);
  const shared = useSharedConversation(chat);
  const there = shared.state === "failed" || chat.exchanges.length > 0;
  return (
    <AssistantRuntimeProvider runtime={runtime}>
      <Thread
        banner={chat.id === null && there && <SharedBanner shared={shared} />}
      />
    </AssistantRuntimeProvider>
  );
}
