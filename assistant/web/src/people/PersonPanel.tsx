import { useCallback } from "react";
import { useTranslation } from "react-i18next";

import { fetchPerson } from "../api/client";
import { useLoaded } from "../api/useLoaded";
import { CustomerChips } from "../customers/CustomerChips";
import { LoadFailure } from "../panel/LoadFailure";
import { Skeleton } from "../panel/Skeleton";
import { Timeline } from "../source/Timeline";
import { Avatar } from "./Avatar";
import { MailLink } from "./MailLink";
import { PersonLink } from "./PersonLink";
import { Post } from "./Post";
import styles from "./people.module.css";

/** A colleague as far as the asker may see: post, address, customers, latest records. */
export function PersonPanel({ id }: { id: string }) {
  const { t } = useTranslation();
  const load = useCallback(
    (signal: AbortSignal) => fetchPerson(id, signal),
    [id],
  );
  const [loaded, retry] = useLoaded(load);
  if (loaded.state === "loading") return <Skeleton />;
  if (loaded.state === "failed") return <LoadFailure failure={loaded.failure} retry={retry} />;
  const { person, active, manager, customers, record_count, timeline } = loaded.value;
  return (
    <article>
      <header className={styles["head"]}>
        <Avatar name={person.name} />
        <div>
          <h2 className={styles["big"]}>{person.name}</h2>
          <Post person={person} />
          <MailLink person={person} />
        </div>
      </header>
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
