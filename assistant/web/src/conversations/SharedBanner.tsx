import { useTranslation } from "react-i18next";

import { useNameOf } from "../i18n/names";
import styles from "./conversations.module.css";
import type { Shared } from "./useSharedConversation";

/** Says whose conversation is shown, and that not all of it may be. */
export function SharedBanner({ shared }: { shared: Shared }) {
  const { t } = useTranslation();
  const nameOf = useNameOf();
  if (shared.state === "none" || shared.state === "loading") return null;
  if (shared.state === "failed") {
    return (
      <p className={styles["banner"]} role="alert">
        {t(shared.failure === "missing" ? "shared.missing" : `failure.${shared.failure}.title`)}
      </p>
    );
  }
  const { owner, title, turns } = shared.value;
  return (
    <p className={styles["banner"]} role="status">
      {owner ? t("shared.by", { name: nameOf(owner) }) : t("shared.by_somebody")}
      {title && ` · ${title}`}
      {turns.some((turn) => turn.hidden) && ` · ${t("shared.partly")}`}
    </p>
  );
}
