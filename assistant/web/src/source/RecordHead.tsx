import { useTranslation } from "react-i18next";

import type { RecordView } from "../api/types";
import { CustomerChips } from "../customers/CustomerChips";
import { formatMoment } from "../i18n/dates";
import { formatBytes } from "../i18n/sizes";
import { useLanguage } from "../i18n/useLanguage";
import { Icon } from "../icons/Icon";
import { Verifying } from "../verifying/Verifying";
import { fileAddress } from "./fileAddress";
import { Involved } from "./Involved";
import { webAddress } from "./webAddress";
import styles from "./source.module.css";

/** What the record is: kind, date, source, title, where it lives, who and whom it is about. */
export function RecordHead({ record }: { record: RecordView }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const address = webAddress(record.uri);
  return (
    <header className={styles["head"]}>
      <p className={styles["meta"]}>
        <span className={styles["kind"]}>{t(`kind.${record.kind}`)}</span>
        {record.occurred_at && <span>{formatMoment(record.occurred_at, language, "time")}</span>}
        <span>{t("record.from", { source: record.source })}</span>
      </p>
      <h2 className={styles["title"]}>{record.title}</h2>
      {address ? (
        <a className={styles["uri"]} href={address} target="_blank" rel="noopener noreferrer">
          {t("record.original")} <Icon name="external" />
        </a>
      ) : (
        record.uri && <p className={styles["uri"]}>{record.uri}</p>
      )}
      {record.file?.state === "same" && (
        <a
          className={styles["download"]}
          href={fileAddress(record.record_id, record.version)}
          download={record.file.name}
        >
          <Icon name="download" /> {t("record.download", { size: formatBytes(record.file.size_bytes, language) })}
        </a>
      )}
      {record.live && <Verifying record={record} />}
      <Involved people={record.people} />
      <CustomerChips customers={record.customers} inPanel />
    </header>
  );
}
