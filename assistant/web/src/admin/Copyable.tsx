import { useState } from "react";
import { useTranslation } from "react-i18next";

import { copyText } from "../chat/copyText";
import { Icon } from "../icons/Icon";
import styles from "./admin.module.css";

/** Something that is shown this once, to be copied. */
export function Copyable({ label, text }: { label: string; text: string }) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState<boolean | null>(null);
  return (
    <div className={styles["copyable"]}>
      <input
        aria-label={label}
        readOnly
        value={text}
        onFocus={(event) => {
          event.target.select();
        }}
      />
      <button
        type="button"
        className="button button-primary"
        onClick={() => {
          void copyText(text).then(setCopied);
        }}
      >
        <Icon name={copied ? "check" : "copy"} /> {t("admin.copy")}
      </button>
      <span role="status" className="quiet">
        {copied !== null && t(copied ? "copy.done" : "copy.failed")}
      </span>
    </div>
  );
}
