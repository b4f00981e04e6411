import { Dialog } from "radix-ui";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { Icon } from "../icons/Icon";
import styles from "./Modal.module.css";
import { useFocusReturn } from "./useFocusReturn";

interface ModalProps {
  open: boolean;
  onClose: () => void;
  title: string;
  /** One line on what is about to happen. */
  lead?: string;
  children: ReactNode;
}

/** Something to decide or fill in before going on; Escape and a click beside it close. */
export function Modal({ open, onClose, title, lead, children }: ModalProps) {
  const { t } = useTranslation();
  const { onOpenAutoFocus, onCloseAutoFocus } = useFocusReturn();
  return (
    <Dialog.Root
      open={open}
      onOpenChange={(now) => {
        if (!now) onClose();
      }}
    >
      <Dialog.Portal>
        <Dialog.Overlay className={styles["veil"]} />
        <Dialog.Content
          className={styles["modal"]}
          onOpenAutoFocus={onOpenAutoFocus}
          onCloseAutoFocus={onCloseAutoFocus}
          {...(lead === undefined ? { "aria-describedby": undefined } : {})}
        >
          <header className={styles["head"]}>
            <Dialog.Title className={styles["title"]}>{title}</Dialog.Title>
            <Dialog.Close className="icon-button" aria-label={t("panel.close")}>
              <Icon name="close" />
            </Dialog.Close>
          </header>
          {lead !== undefined && (
            <Dialog.Description className={styles["lead"]}>{lead}</Dialog.Description>
          )}
          {children}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
