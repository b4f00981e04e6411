import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

import { useApi } from "../api/client";
import type { components } from "../api/schema";
import { formatCount } from "../i18n/numbers";
import { formatBytes } from "../i18n/sizes";
import { useLanguage } from "../i18n/useLanguage";
import { Moment } from "../sources/Moment";
import { Loaded } from "../ui/Loaded";
import { Progress } from "../ui/Progress";
import styles from "./admin.module.css";
import { AdminPage } from "./AdminPage";
import { StoreProof } from "./StoreProof";

type Installation = components["schemas"]["Installation"];

const LOOK_MS = 10_000;
const TIGHT_BYTES = 5e9;

/** How the installation stands. */
export function HealthPage() {
  return (
    <AdminPage part="health">
      <Condition />
    </AdminPage>
  );
}

function Condition() {
  const query = useApi.useQuery("get", "/api/condition", {}, { refetchInterval: LOOK_MS });
  return <Loaded query={query}>{(condition) => <Facts condition={condition} />}</Loaded>;
}

function Facts({ condition }: { condition: Installation }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const counted = (count: number) => formatCount(count, language);
  const bytes = (count: number) => formatBytes(count, language);
  const { stores, embedding, writer, room } = condition;
  const reading = condition.running.length > 0;
  const tight = room.free_bytes < TIGHT_BYTES;
  return (
    <>
      <dl className={styles["facts"]}>
        <Fact
          title={t("admin.health.stores")}
          well={stores.agree || reading}
          word={t(stores.agree ? "admin.well" : reading ? "admin.health.reading" : "admin.not_well")}
        >
          <p className={styles["big"]}>
            {t("admin.health.chunks", { count: stores.catalog, number: counted(stores.catalog) })}
          </p>
          <p className="quiet">
            {t("admin.health.indexes", {
              vectors: counted(stores.vectors),
              keywords: counted(stores.keywords),
            })}
          </p>
          <StoreProof />
        </Fact>
        <Fact
          title={t("admin.health.embedding")}
          well={!embedding.wants_reindex}
          word={t(embedding.wants_reindex ? "admin.health.wants_reindex" : "admin.well")}
        >
          <p className={styles["big"]}>{embedding.model}</p>
          <p className="quiet">
            {embedding.fingerprint} · {t("admin.health.dimensions", { count: embedding.dimensions })}
          </p>
        </Fact>
        <Fact
          title={t("admin.health.writer")}
          well={writer.state === "off" ? null : writer.state === "ready"}
          word={t(`admin.health.writer_state.${writer.state}`)}
        >
          <p className={styles["big"]}>{writer.model || t("admin.health.reader")}</p>
          <p className="quiet">{writer.host || t("admin.health.reader_hint")}</p>
        </Fact>
        <Fact
          title={t("admin.health.room")}
          well={!tight}
          word={t(tight ? "admin.health.tight" : "admin.well")}
        >
          <p className={styles["big"]}>
            {t("admin.health.free", { free: bytes(room.free_bytes) })}
          </p>
          <Progress
            label={t("admin.health.room")}
            share={1 - room.free_bytes / Math.max(1, room.total_bytes)}
          />
          <p className="quiet">
            {t("admin.health.data", {
              data: bytes(room.data_bytes),
              total: bytes(room.total_bytes),
            })}
          </p>
        </Fact>
        <Fact
          title={t("admin.health.backup")}
          well={condition.last_backup_at !== null}
          word={t(condition.last_backup_at ? "admin.well" : "admin.health.none_yet")}
        >
          <p className={styles["big"]}>
            {condition.last_backup_at ? (
              <Moment at={condition.last_backup_at} />
            ) : (
              t("admin.health.no_backup")
            )}
          </p>
          <p className="quiet">{t("admin.health.backup_hint")}</p>
        </Fact>
        <Fact title={t("admin.health.queue")} well word={t(reading ? "admin.health.reading" : "admin.health.calm")}>
          <p className={styles["big"]}>
            {reading ? condition.running.join(t("list.comma")) : t("admin.health.nothing_read")}
          </p>
          <p className="quiet">
            {condition.queued.length > 0
              ? t("admin.health.queued", { names: condition.queued.join(t("list.comma")) })
              : t("admin.health.none_queued")}
          </p>
        </Fact>
        {condition.unset.length > 0 && (
          <Fact title={t("admin.health.unset")} well={false} word={t("admin.not_well")}>
            <p>{condition.unset.join(t("list.comma"))}</p>
            <p className="quiet">{t("admin.health.unset_hint")}</p>
          </Fact>
        )}
      </dl>
      <p className="quiet">
        {t("admin.health.version", { version: condition.version })} ·{" "}
        {t("admin.health.started")} <Moment at={condition.started_at} />
      </p>
    </>
  );
}

function looks(well: boolean | null): string {
  if (well === null) return "badge";
  return well ? "badge badge-good" : "badge badge-warning";
}

interface FactProps {
  title: string;
  /** Null where it is neither. */
  well: boolean | null;
  /** How it stands, in a word: no colour says it alone. */
  word: string;
  children: ReactNode;
}

function Fact({ title, well, word, children }: FactProps) {
  return (
    <div className={styles["fact"]}>
      <dt>
        {title}
        <span className={looks(well)}>{word}</span>
      </dt>
      <dd>{children}</dd>
    </div>
  );
}
