import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { Modal } from "../ui/Modal";
import styles from "./admin.module.css";
import { Fault } from "./Fault";
import type { Change } from "./useChange";

interface ConfirmProps {
  title: string;
  lead: string;
  /** The word on the button that does it. */
  word: string;
  change: Change;
  onConfirm: () => void;
  onClose: () => void;
  children?: ReactNode;
}

/** What is hard to undo is said before it is done. */
export function Confirm({ title, lead, word, change, onConfirm, onClose, children }: ConfirmProps) {
  const { t } = useTranslation();
  return (
    <Modal open onClose={onClose} title={title} lead={lead}>
      {children}
      <Fault fault={change.fault} />
      <div className={styles["buttons"]}>
        <button type="button" className="button" onClick={onClose}>
          {t("admin.cancel")}
        </button>
        <button
          type="button"
          className="button button-danger"
          disabled={change.busy}
          onClick={onConfirm}
        >
          {word}
        </button>
      </div>
    </Modal>
  );
}
