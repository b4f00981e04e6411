import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

import { useApi } from "../api/client";
import type { PersonPage } from "../api/types";
import { CustomerChips } from "../customers/CustomerChips";
import { useNameOf } from "../i18n/names";
import { Timeline } from "../source/Timeline";
import { Loaded } from "../ui/Loaded";
import { Avatar } from "./Avatar";
import { MailLink } from "./MailLink";
import { PersonLink } from "./PersonLink";
import { Post } from "./Post";
import styles from "./people.module.css";

/** A colleague as far as the asker may see: post, address, customers, latest records. */
export function PersonPanel({ id }: { id: string }) {
  const page = useApi.useQuery("get", "/api/people/{person_id}", {
    params: { path: { person_id: id } },
  });
  return <Loaded query={page}>{(value) => <OpenPerson page={value} />}</Loaded>;
}

function OpenPerson({ page }: { page: PersonPage }) {
  const { t } = useTranslation();
  const nameOf = useNameOf();
  const { person, active, manager, customers, record_count, timeline } = page;
  return (
    <article>
      <header className={styles["head"]}>
        <Avatar of={person} />
        <div>
          <h2 className={styles["big"]}>{nameOf(person)}</h2>
          <Post person={person} />
          <MailLink person={person} />
        </div>
      </header>
      <p className={styles["line"]}>
        <Link to="/people/$id" params={{ id: person.id }} className="link">
          {t("person_page.whole")}
        </Link>
      </p>
      {!active && <p className={styles["left"]}>{t("person.left")}</p>}
      {manager && (
        <p className={styles["line"]}>
          {t("person.manager")} <PersonLink person={manager} />
        </p>
      )}
      {customers.length > 0 && (
        <div className={styles["line"]}>
          {t("person.customers")} <CustomerChips customers={customers} inPanel />
        </div>
      )}
      <Timeline entries={timeline} total={record_count} />
    </article>
  );
}
