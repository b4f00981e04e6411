import { useRef } from "react";
import { useTranslation } from "react-i18next";

import { Icon } from "../icons/Icon";
import styles from "./uploads.module.css";
import type { Uploads } from "./useUploadsState";

/** The button beside the box to ask in: chooses files to give. */
export function AddFile({ uploads }: { uploads: Uploads }) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  if (!uploads.own.enabled) return null;
  return (
    <>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        accept={uploads.own.endings.map((ending) => `.${ending}`).join(",")}
        onChange={(event) => {
          uploads.add(event.target.files ?? []);
          event.target.value = ""; // the same file may be chosen again
        }}
      />
      <button
        type="button"
        className={styles["add"]}
        aria-label={t("upload.add")}
        title={t("upload.add")}
        onClick={() => {
          input.current?.click();
        }}
      >
        <Icon name="clip" />
      </button>
    </>
  );
}
