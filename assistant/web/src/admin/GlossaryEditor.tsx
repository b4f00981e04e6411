import { useState } from "react";
import { useTranslation } from "react-i18next";

import { api } from "../api/client";
import { Modal } from "../ui/Modal";
import styles from "./admin.module.css";
import { Fault } from "./Fault";
import { Field } from "./Field";
import { glossaryChanged } from "./glossary";
import type { GlossaryEntry } from "./GlossaryPage";
import { spellingsOf } from "./spellings";
import { useChange } from "./useChange";

const KINDS = ["synonyms", "abbreviations", "code_names"] as const;

interface GlossaryEditorProps {
  /** The entry to change; a new one where it is missing. */
  entry?: GlossaryEntry;
  onClose: () => void;
}

/** A term and its other spellings. */
export function GlossaryEditor({ entry, onClose }: GlossaryEditorProps) {
  const { t } = useTranslation();
  const change = useChange();
  const [term, setTerm] = useState(entry?.term ?? "");
  const [note, setNote] = useState(entry?.note ?? "");
  const [written, setWritten] = useState(() => ({
    synonyms: entry?.synonyms.join("; ") ?? "",
    abbreviations: entry?.abbreviations.join("; ") ?? "",
    code_names: entry?.code_names.join("; ") ?? "",
  }));
  const keep = async (): Promise<void> => {
    const body = {
      term: term.trim(),
      note,
      synonyms: spellingsOf(written.synonyms),
      abbreviations: spellingsOf(written.abbreviations),
      code_names: spellingsOf(written.code_names),
    };
    const done = await change.run(() =>
      entry
        ? api.PUT("/api/glossary/{entry_id}", {
            params: { path: { entry_id: entry.entry_id } },
            body,
          })
        : api.POST("/api/glossary", { body }),
    );
    if (!done) return;
    await glossaryChanged();
    onClose();
  };
  return (
    <Modal
      open
      onClose={onClose}
      title={entry ? t("admin.edit_of", { name: entry.term }) : t("admin.add_term")}
      lead={t("admin.term_lead")}
    >
      <form
        className={styles["form"]}
        onSubmit={(event) => {
          event.preventDefault();
          void keep();
        }}
      >
        <Field label={t("admin.term")} required>
          {(id) => (
            <input
              id={id}
              required
              maxLength={200}
              value={term}
              onChange={(event) => {
                setTerm(event.target.value);
              }}
            />
          )}
        </Field>
        {KINDS.map((kind) => (
          <Field key={kind} label={t(`admin.spelling_label.${kind}`)} hint={t("admin.divided")}>
            {(id, described) => (
              <input
                id={id}
                aria-describedby={described}
                value={written[kind]}
                onChange={(event) => {
                  setWritten({ ...written, [kind]: event.target.value });
                }}
              />
            )}
          </Field>
        ))}
        <Field label={t("admin.note")}>
          {(id) => (
            <textarea
              id={id}
              rows={2}
              maxLength={2000}
              value={note}
              onChange={(event) => {
                setNote(event.target.value);
              }}
            />
          )}
        </Field>
        <Fault fault={change.fault} />
        <div className={styles["buttons"]}>
          <button type="button" className="button" onClick={onClose}>
            {t("admin.cancel")}
          </button>
          <button type="submit" className="button button-primary" disabled={change.busy}>
            {t("admin.save")}
          </button>
        </div>
      </form>
    </Modal>
  );
}
