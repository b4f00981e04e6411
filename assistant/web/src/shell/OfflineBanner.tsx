import { useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";

import { Icon } from "../icons/Icon";
import styles from "./OfflineBanner.module.css";

/** While the device has no network: that what is shown may be old, and nothing new can be asked. */
export function OfflineBanner() {
  const { t } = useTranslation();
  const online = useSyncExternalStore(subscribe, () => navigator.onLine);
  return (
    <div role="status">
      {!online && (
        <p className={styles["banner"]}>
          <Icon name="warning" /> {t("shell.offline")}
        </p>
      )}
    </div>
  );
}

function subscribe(changed: () => void): () => void {
  addEventListener("online", changed);
  addEventListener("offline", changed);
  return () => {
    removeEventListener("online", changed);
    removeEventListener("offline", changed);
  };
}
