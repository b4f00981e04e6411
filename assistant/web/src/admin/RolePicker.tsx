import { useState } from "react";
import { useTranslation } from "react-i18next";

import { api } from "../api/client";
import { Modal } from "../ui/Modal";
import { accountsChanged, type AccountView } from "./accounts";
import styles from "./admin.module.css";
import { Fault } from "./Fault";
import { RoleTicks } from "./RoleTicks";
import { useChange } from "./useChange";

interface RolePickerProps {
  account: AccountView;
  name: string;
  onClose: () => void;
}

/** Which roles somebody has. */
export function RolePicker({ account, name, onClose }: RolePickerProps) {
  const { t } = useTranslation();
  const change = useChange();
  const [roles, setRoles] = useState(account.roles);
  const keep = async (): Promise<void> => {
    const done = await change.run(() =>
      api.PATCH("/api/accounts/{person_id}", {
        params: { path: { person_id: account.person_id } },
        body: { roles },
      }),
    );
    if (!done) return;
    await accountsChanged();
    onClose();
  };
  return (
    <Modal open onClose={onClose} title={t("admin.roles_of", { name })} lead={t("admin.roles_lead")}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void keep();
        }}
      >
        <RoleTicks roles={roles} onChange={setRoles} />
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
