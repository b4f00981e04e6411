import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

import { AdminPage } from "../admin/AdminPage";
import { Icon } from "../icons/Icon";
import { Empty } from "../ui/Empty";
import { Loaded } from "../ui/Loaded";
import { SourceCard } from "./SourceCard";
import styles from "./sources.module.css";
import { useSources } from "./sourcing";

/** Every source: is everything in, and what stands in the way. */
export function SourcesPage() {
  const { t } = useTranslation();
  return (
    <AdminPage
      part="sources"
      actions={
        <Link to="/admin/sources/new" className="button button-primary">
          <Icon name="plus" /> {t("sources.add")}
        </Link>
      }
    >
      <SourceList />
    </AdminPage>
  );
}

function SourceList() {
  const { t } = useTranslation();
  const query = useSources();
  return (
    <Loaded query={query}>
      {({ sources }) =>
        sources.length === 0 ? (
          <Empty title={t("sources.none")}>{t("sources.none_hint")}</Empty>
        ) : (
          <ul className={styles["sources"]}>
            {sources.map((view) => (
              <SourceCard key={view.name} view={view} />
            ))}
          </ul>
        )
      }
    </Loaded>
  );
}
