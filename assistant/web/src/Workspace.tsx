import { AssistantRuntimeProvider } from "@assistant-ui/react";

import { useAsker } from "./asker/context";
import { ConversationContext } from "./chat/context";
import { SharedBanner } from "./conversations/SharedBanner";
import { useSharedConversation } from "./conversations/useSharedConversation";
import { Thread } from "./chat/Thread";
import { useChatRuntime } from "./chat/useChatRuntime";
import { useConversation } from "./chat/useConversation";
import { PanelContext } from "./panel/context";
import { PanelFrame } from "./panel/PanelFrame";
import { usePanelState } from "./panel/usePanelState";
import { TopBar } from "./TopBar";
import { useMedia } from "./style/useMedia";
import styles from "./Workspace.module.css";

/** Below this there is no room for a panel beside the chat. */
const SHEET = "(max-width: 60rem)";

/** The page: the bar, the chat, and beside it what was opened. */
export function Workspace() {
  const { csrf } = useAsker();
  const chat = useConversation(csrf);
  const runtime = useChatRuntime(chat);
  const panel = usePanelState();
  const sheet = useMedia(SHEET);
  const [shared, closeShared] = useSharedConversation(chat);
  const open = panel.views.length > 0;
  return (
    <AssistantRuntimeProvider runtime={runtime}>
      <ConversationContext value={chat}>
        <PanelContext value={panel}>
          <div className={styles["page"]} data-open={open}>
            <div className={styles["bar"]} inert={open && sheet}>
              <TopBar
                restart={() => {
                  chat.clear();
                  closeShared();
                  panel.close();
                }}
                started={chat.exchanges.length > 0}
              />
            </div>
            <main className={styles["main"]} inert={open && sheet}>
              <Thread
                banner={
                  chat.id === null && shared.state !== "none" && <SharedBanner shared={shared} />
                }
              />
            </main>
            <PanelFrame sheet={sheet} />
          </div>
        </PanelContext>
      </ConversationContext>
    </AssistantRuntimeProvider>
  );
}
