import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

import type { components } from "../api/schema";
import { ROLES, FACTS, PARTS, SAID, among } from "./choices";
import styles from "./admin.module.css";

type AuditView = components["schemas"]["AuditView"];
type Fact = AuditView["details"][string];

/** What an entry of the log is about: what was asked, on what, and its plain facts. */
export function AuditAbout({ entry }: { entry: AuditView }) {
  const { t } = useTranslation();
  const part = among(PARTS, entry.target);
  return (
    <>
      {entry.text && <p>{entry.text}</p>}
      {entry.text_hidden && <p className="quiet">{t("admin.text_hidden")}</p>}
      {entry.target && (
        <p>
          <Link
            from="/admin/audit"
            to="/admin/audit"
            search={(held) => ({ ...held, target: entry.target })}
            className="link"
          >
            {part ? t(`admin.part_of.${part}`) : entry.target}
          </Link>
        </p>
      )}
      {entry.records.length > 0 && (
        <p className="quiet">{t("admin.shown_records", { count: entry.records.length })}</p>
      )}
      <Facts facts={entry.details} />
    </>
  );
}

function Facts({ facts }: { facts: AuditView["details"] }) {
  const { t } = useTranslation();
  const value = (one: string) => {
    const role = among(ROLES, one);
    const said = among(SAID, one);
    return role ? t(`admin.role.${role}`) : said ? t(`admin.said.${said}`) : one;
  };
  const told = (fact: Fact) => (Array.isArray(fact) ? fact : [fact]).map((one) => value(String(one)));
  const all = Object.entries(facts).filter(([, fact]) => !Array.isArray(fact) || fact.length > 0);
  if (all.length === 0) return null;
  return (
    <ul className={styles["said"]}>
      {all.map(([key, fact]) => {
        const name = among(FACTS, key);
        const said = told(fact).join(t("list.comma"));
        return <li key={key}>{name ? t(`admin.fact.${name}`, { said }) : `${key}: ${said}`}</li>;
      })}
    </ul>
  );
}
