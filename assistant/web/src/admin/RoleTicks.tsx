import { useTranslation } from "react-i18next";

import styles from "./admin.module.css";
import { ROLES, type RoleName } from "./choices";

interface RoleTicksProps {
  roles: readonly RoleName[];
  onChange: (roles: RoleName[]) => void;
}

/** The roles that can be given; everybody who may sign in is a member. */
export function RoleTicks({ roles, onChange }: RoleTicksProps) {
  const { t } = useTranslation();
  return (
    <fieldset className={styles["choices"]}>
      <legend className={styles["name"]}>{t("admin.role_label")}</legend>
      {ROLES.filter((role) => role !== "member").map((role) => (
        <label key={role} className={styles["check"]}>
          <input
            type="checkbox"
            checked={roles.includes(role)}
            onChange={(event) => {
              const rest = roles.filter((one) => one !== role);
              onChange(event.target.checked ? [...rest, role] : rest);
            }}
          />
          <span>
            {t(`admin.role.${role}`)}
            <span className={styles["hint"]}> {t(`admin.role_allows.${role}`)}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
