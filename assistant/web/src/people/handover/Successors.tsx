import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

import type { HandoverPack } from "../../api/types";
import { useNameOf } from "../../i18n/names";
import { said } from "../../i18n/said";
import { useLanguage } from "../../i18n/useLanguage";
import styles from "./handover.module.css";

/** Who could take something over, and why. */
export function Successors({ successors }: { successors: HandoverPack["take_over"] }) {
  const { t } = useTranslation();
  const nameOf = useNameOf();
  const language = useLanguage();
  if (successors.length === 0) return null;
  return (
    <div className={styles["successors"]}>
      <span className={styles["could"]}>{t("handover.could")}</span>
      <ul>
        {successors.map(({ person, why }) => (
          <li key={person.id}>
            <Link to="/people/$id" params={{ id: person.id }} className="link">
              {nameOf(person)}
            </Link>{" "}
            <span className="quiet">{said(why, language)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
