import { useState } from "react";
import { useTranslation } from "react-i18next";

import { useApi } from "../api/client";
import { Icon } from "../icons/Icon";
import { Loaded } from "../ui/Loaded";
import { Modal } from "../ui/Modal";
import { Sharing } from "./Sharing";
import styles from "./conversations.module.css";

/** Lets colleagues read the conversation that one is in, by a link. */
export function ShareButton({ id }: { id: string }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        className="quiet-button"
        onClick={() => {
          setOpen(true);
        }}
      >
        <Icon name="share" /> {t("conversations.sharing")}
      </button>
      <Modal
        open={open}
        onClose={() => {
          setOpen(false);
        }}
        title={t("conversations.share_this")}
      >
        {open && <Shared id={id} />}
      </Modal>
    </>
  );
}

function Shared({ id }: { id: string }) {
  const { t } = useTranslation();
  const [failed, setFailed] = useState(false);
  const conversation = useApi.useQuery("get", "/api/conversations/{conversation_id}", {
    params: { path: { conversation_id: id } },
  });
  const carry = async (deed: () => Promise<unknown>): Promise<void> => {
    setFailed(false);
    try {
      await deed();
      await conversation.refetch();
    } catch {
      setFailed(true);
    }
  };
  return (
    <Loaded query={conversation}>
      {({ share }) => (
        <>
          <Sharing id={id} shared={share !== null} onShared={() => undefined} carry={carry} />
          {failed && (
            <p role="alert" className={styles["problem"]}>
              {t("conversations.failed")}
            </p>
          )}
        </>
      )}
    </Loaded>
  );
}
