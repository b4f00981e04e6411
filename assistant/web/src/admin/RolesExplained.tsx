import { useTranslation } from "react-i18next";

import { useApi } from "../api/client";
import { Loaded } from "../ui/Loaded";
import styles from "./admin.module.css";

/** What each role allows; none lets anybody read more. */
export function RolesExplained() {
  const { t } = useTranslation();
  const query = useApi.useQuery("get", "/api/roles", {}, { staleTime: Infinity });
  return (
    <section aria-label={t("admin.roles")}>
      <h2 className={styles["section"]}>{t("admin.roles")}</h2>
      <p className="quiet">{t("admin.roles_lead")}</p>
      <Loaded query={query}>
        {({ roles }) => (
          <div className="table-frame">
            <table className="table">
              <tbody>
                {roles.map(({ role, actions }) => (
                  <tr key={role}>
                    <th scope="row">{t(`admin.role.${role}`)}</th>
                    <td>{actions.map((one) => t(`admin.action.${one}`)).join(t("list.comma"))}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Loaded>
    </section>
  );
}
