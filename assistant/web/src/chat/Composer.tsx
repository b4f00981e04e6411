import { ComposerPrimitive } from "@assistant-ui/react";
import { type KeyboardEvent, useEffect } from "react";
import { useTranslation } from "react-i18next";

import { Icon } from "../icons/Icon";
import { AddFile } from "../uploads/AddFile";
import uploadStyles from "../uploads/uploads.module.css";
import { useUploads } from "../uploads/context";
import { UploadList } from "../uploads/UploadList";
import { useDroppedFiles } from "../uploads/useDroppedFiles";
import { useChat } from "./context";
import { FilterBar } from "./FilterBar";
import styles from "./composer.module.css";

/** As long as the server takes. */
const LIMIT_CHARACTERS = 2000;
/** What a browser reports for a key that an input method is still using. */
const COMPOSING_KEY = 229;

/** The box to ask in, and to give files by: Enter sends, Shift+Enter breaks the line, Escape stops an answer. */
export function Composer() {
  const { t } = useTranslation();
  const { running } = useChat();
  const uploads = useUploads();
  const { look } = uploads;
  useEffect(look, [look]);
  const dragging = useDroppedFiles(uploads.own.enabled, uploads.add);
  // Safari ends the composition before the Enter that confirms it: that Enter must not send.
  const onKeyDown = (event: KeyboardEvent): void => {
    // No other property tells that Enter apart.
    // eslint-disable-next-line @typescript-eslint/no-deprecated
    if (event.key === "Enter" && event.keyCode === COMPOSING_KEY) event.preventDefault();
  };
  return (
    <div className={styles["dock"]}>
      {dragging && <p className={uploadStyles["drop"]}>{t("upload.drop")}</p>}
      <UploadList uploads={uploads} />
      <FilterBar />
      <ComposerPrimitive.Root className={styles["composer"]}>
        <AddFile uploads={uploads} />
        <ComposerPrimitive.Input
          className={styles["input"]}
          placeholder={t("chat.placeholder")}
          aria-label={t("chat.ask")}
          data-ask
          rows={1}
          maxRows={8}
          maxLength={LIMIT_CHARACTERS}
          autoFocus={matchMedia("(pointer: fine)").matches}
          onKeyDown={onKeyDown}
        />
        {running ? (
          <ComposerPrimitive.Cancel className={styles["send"]} aria-label={t("chat.stop")}>
            <Icon name="stop" />
          </ComposerPrimitive.Cancel>
        ) : (
          <ComposerPrimitive.Send className={styles["send"]} aria-label={t("chat.send")}>
            <Icon name="send" />
          </ComposerPrimitive.Send>
        )}
      </ComposerPrimitive.Root>
      <p className={styles["promise"]}>{t("chat.promise")}</p>
    </div>
  );
}
