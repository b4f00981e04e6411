import { useState } from "react";
import { useTranslation } from "react-i18next";

import { api } from "../api/client";
import styles from "./admin.module.css";
import { Confirm } from "./Confirm";
import { glossaryChanged } from "./glossary";
import { GlossaryEditor } from "./GlossaryEditor";
import type { GlossaryEntry } from "./GlossaryPage";
import { useChange } from "./useChange";

const SPELLINGS = ["synonyms", "abbreviations", "code_names"] as const;

/** One entry: the term, and what else is said for it. */
export function GlossaryRow({ entry }: { entry: GlossaryEntry }) {
  const { t } = useTranslation();
  const change = useChange();
  const [open, setOpen] = useState<"edit" | "remove" | null>(null);
  const close = (): void => {
    setOpen(null);
  };
  const remove = async (): Promise<void> => {
    const done = await change.run(() =>
      api.DELETE("/api/glossary/{entry_id}", { params: { path: { entry_id: entry.entry_id } } }),
    );
    if (!done) return;
    close();
    await glossaryChanged();
  };
  return (
    <li className={styles["item"]}>
      <div>
        <p className={styles["strong"]}>{entry.term}</p>
        {SPELLINGS.map(
          (kind) =>
            entry[kind].length > 0 && (
              <p key={kind} className="quiet">
                {t(`admin.spelling.${kind}`)} {entry[kind].join(t("list.comma"))}
              </p>
            ),
        )}
        {entry.note && <p>{entry.note}</p>}
      </div>
      <div className={styles["badges"]}>
        <button
          type="button"
          className="quiet-button"
          onClick={() => {
            setOpen("edit");
          }}
        >
          {t("admin.edit")} <span className="unseen">{entry.term}</span>
        </button>
        <button
          type="button"
          className="quiet-button"
          onClick={() => {
            change.forget();
            setOpen("remove");
          }}
        >
          {t("admin.delete")} <span className="unseen">{entry.term}</span>
        </button>
      </div>
      {open === "edit" && <GlossaryEditor entry={entry} onClose={close} />}
      {open === "remove" && (
        <Confirm
          title={t("admin.delete_of", { name: entry.term })}
          lead={t("admin.delete_term_hint")}
          word={t("admin.delete")}
          change={change}
          onClose={close}
          onConfirm={() => void remove()}
        />
      )}
    </li>
  );
}
