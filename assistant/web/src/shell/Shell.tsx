import { Outlet } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

import { useAsker } from "../asker/context";
import { ConversationContext } from "../chat/context";
import { useConversation } from "../chat/useConversation";
import { PanelContext } from "../panel/context";
import { PanelFrame } from "../panel/PanelFrame";
import { usePanelState } from "../panel/usePanelState";
import { useMedia } from "../style/useMedia";
import { UploadsContext } from "../uploads/context";
import { useUploadsState } from "../uploads/useUploadsState";
import { Navigation } from "./Navigation";
import { OfflineBanner } from "./OfflineBanner";
import { TopBar } from "./TopBar";
import styles from "./Shell.module.css";

/** Below this there is no room for a panel beside a page. */
const SHEET = "(max-width: 60rem)";

/** What stays whatever the page: the bar, the places, the conversation, files on their way, and what is open
 * beside the page. */
export function Shell() {
  const { t } = useTranslation();
  const { csrf } = useAsker();
  const chat = useConversation(csrf);
  const uploads = useUploadsState();
  const panel = usePanelState();
  const sheet = useMedia(SHEET);
  const open = panel.view !== null;
  return (
    <ConversationContext value={chat}>
      <UploadsContext value={uploads}>
        <PanelContext value={panel}>
          <div className={styles["page"]} data-open={open}>
            <div className={styles["bar"]} inert={open && sheet}>
              <a className={styles["skip"]} href="#main">
                {t("shell.skip")}
              </a>
              <TopBar />
              <OfflineBanner />
            </div>
            <div className={styles["places"]} inert={open && sheet}>
              <Navigation />
            </div>
            <main id="main" tabIndex={-1} className={styles["main"]} inert={open && sheet}>
              <Outlet />
            </main>
            <PanelFrame sheet={sheet} />
          </div>
        </PanelContext>
      </UploadsContext>
    </ConversationContext>
  );
}
