import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

import type { Answer } from "../api/types";
import { CustomerParts } from "../customers/CustomerParts";
import { useNameOf } from "../i18n/names";
import { PLACES } from "../shell/places";
import styles from "./sources.module.css";

const MOST = 2;
const SHELVES = PLACES.filter(({ name }) => ["projects", "learn", "people", "map"].includes(name));

/** Where to look oneself when there is no answer: at the customers and colleagues in question, or by the
 * shelf. */
export function Elsewhere({ answer }: { answer: Answer }) {
  const { t } = useTranslation();
  const nameOf = useNameOf();
  const customers = answer.customers.slice(0, MOST);
  const people = answer.people.slice(0, MOST);
  if (customers.length + people.length > 0) {
    return (
      <>
        {customers.map((customer) => (
          <div key={customer.id} className={styles["elsewhere"]}>
            <span>{t("declined.at_customer", { name: nameOf(customer) })}</span>
            <CustomerParts customer={customer} />
          </div>
        ))}
        {people.length > 0 && (
          <div className={styles["elsewhere"]}>
            <span>{t("declined.at_person")}</span>
            <ul className="chips">
              {people.map((person) => (
                <li key={person.id}>
                  <Link to="/people/$id" params={{ id: person.id }} className="chip">
                    {nameOf(person)}
                  </Link>
                </li>
              ))}
            </ul>
          </div>
        )}
      </>
    );
  }
  return (
    <div className={styles["elsewhere"]}>
      <span>{t("declined.elsewhere")}</span>
      <ul className="chips">
        {SHELVES.map(({ name, to }) => (
          <li key={name}>
            <Link to={to} className="chip">
              {t(`place.${name}`)}
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}
