import { AssistantRuntimeProvider } from "@assistant-ui/react";

import { ConversationColumn } from "../conversations/ConversationColumn";
import { SharedBanner } from "../conversations/SharedBanner";
import { useSharedConversation } from "../conversations/useSharedConversation";
import { usePanel } from "../panel/context";
import { useMedia } from "../style/useMedia";
import { LoadFailure } from "../ui/LoadFailure";
import { Skeleton } from "../ui/Skeleton";
import styles from "./chat.module.css";
import { useChat } from "./context";
import { Thread } from "./Thread";
import { useAddressedConversation } from "./useAddressedConversation";
import { useChatRuntime } from "./useChatRuntime";
import { useNarrowing } from "./useNarrowing";
import { useShortcuts } from "./useShortcuts";

/** From here on there is room for the list of conversations; beside an open panel, from there. */
const ROOM = "(min-width: 76rem)";
const ROOM_BESIDE_PANEL = "(min-width: 120rem)";

/** Where one asks. */
export function AskPage() {
  const chat = useChat();
  const { view } = usePanel();
  const [narrowing] = useNarrowing();
  const runtime = useChatRuntime(chat, narrowing);
  const shared = useSharedConversation(chat);
  const addressed = useAddressedConversation(chat, shared.state === "loading");
  const room = useMedia(view ? ROOM_BESIDE_PANEL : ROOM);
  useShortcuts();
  const there = shared.state === "failed" || chat.exchanges.length > 0;
  return (
    <AssistantRuntimeProvider runtime={runtime}>
      <div className={styles["desk"]} data-list={room}>
        {room && <ConversationColumn />}
        {addressed.state === "there" ? (
          <Thread banner={chat.id === null && there && <SharedBanner shared={shared} />} />
        ) : (
          <div className="page-body">
            {addressed.failure ? (
              <LoadFailure failure={addressed.failure} retry={addressed.retry} />
            ) : (
              <Skeleton />
            )}
          </div>
        )}
      </div>
    </AssistantRuntimeProvider>
  );
}
