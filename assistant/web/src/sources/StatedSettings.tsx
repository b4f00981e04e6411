import { useTranslation } from "react-i18next";

import type { SourceStated } from "./formValues";
import { useFieldWords } from "./useFieldWords";
import styles from "./sources.module.css";

/** What a source is told; secrets by the names of their variables, and whether those are set. */
export function StatedSettings({ stated }: { stated: SourceStated }) {
  const { t } = useTranslation();
  const words = useFieldWords();
  return (
    <>
      {!stated.added && <p className="quiet">{t("sources.in_config")}</p>}
      <div className="table-frame">
        <table className="table">
          <tbody>
            {Object.entries(stated.fields).map(([name, value]) => (
              <tr key={name}>
                <th scope="row" className={styles["key"]}>
                  {words.label(name)}
                </th>
                <td>
                  {typeof value === "boolean"
                    ? t(value ? "sources.yes" : "sources.no")
                    : Array.isArray(value)
                      ? value.length === 0 && name === "audience"
                        ? t("sources.audience.by_source")
                        : value
                          .map((one) =>
                            name === "audience" && one === "everyone"
                              ? t("sources.audience.everyone")
                              : one,
                          )
                          .join(t("list.comma"))
                      : String(value)}
                  {typeof value === "string" && stated.unset.includes(value) && (
                    <>
                      {" "}
                      <span className="badge badge-warning">{t("sources.unset")}</span>
                    </>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {stated.tables && (
        <details className={styles["tables"]}>
          <summary>{t("sources.tables_told")}</summary>
          <pre tabIndex={0}>{stated.tables}</pre>
        </details>
      )}
    </>
  );
}
