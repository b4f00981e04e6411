import { useState } from "react";
import { useTranslation } from "react-i18next";

import { shareWithEveryone, stopSharing } from "../api/conversations";
import { useAsker } from "../asker/context";
import { copyText } from "../chat/copyText";
import { Icon } from "../icons/Icon";
import { addressOf } from "./sharedLink";
import styles from "./conversations.module.css";

interface SharingProps {
  id: string;
  shared: boolean;
  onShared: (shared: boolean) => void;
  carry: (deed: () => Promise<unknown>) => Promise<void>;
}

/** Makes a link, shows it this once to be copied, and takes it back. */
export function Sharing({ id, shared, onShared, carry }: SharingProps) {
  const { t } = useTranslation();
  const { csrf } = useAsker();
  const [link, setLink] = useState("");
  const [copied, setCopied] = useState<"" | "done" | "failed">("");
  return (
    <div className={styles["sharing"]}>
      <p className="quiet">{t("conversations.share_hint")}</p>
      {link ? (
        <p className={styles["search"]}>
          <input
            readOnly
            value={addressOf(link)}
            aria-label={t("conversations.link")}
            onFocus={(event) => {
              event.currentTarget.select();
            }}
          />
          <button
            type="button"
            className="button"
            autoFocus
            onClick={() => {
              void copyText(addressOf(link)).then((done) => {
                setCopied(done ? "done" : "failed");
              });
            }}
          >
            <Icon name={copied === "done" ? "check" : "copy"} />
            {copied ? t(`copy.${copied}`) : t("conversations.copy_link")}
          </button>
        </p>
      ) : (
        shared && <p className="quiet">{t("conversations.share_again_hint")}</p>
      )}
      <p className={styles["tools"]}>
        <button
          type="button"
          className={link ? "quiet-button" : "button"}
          onClick={() =>
            void carry(async () => {
              setLink((await shareWithEveryone(id, csrf)).link);
              setCopied("");
              onShared(true);
            })
          }
        >
          {t(shared ? "conversations.share_anew" : "conversations.share_everyone")}
        </button>
        {shared && (
          <button
            type="button"
            className="quiet-button"
            onClick={() =>
              void carry(async () => {
                await stopSharing(id, csrf);
                setLink("");
                onShared(false);
              })
            }
          >
            {t("conversations.stop_sharing")}
          </button>
        )}
      </p>
    </div>
  );
}
