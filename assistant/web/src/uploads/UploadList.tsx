import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { UploadView } from "../api/uploads";
import { Icon } from "../icons/Icon";
import { usePanel } from "../panel/context";
import { liveRecord } from "../panel/view";
import type { Sending } from "./sending";
import styles from "./uploads.module.css";
import type { Uploads } from "./useUploadsState";

/** Files on their way, then, where one wishes to see them, one's own. */
export function UploadList({ uploads }: { uploads: Uploads }) {
  const { t } = useTranslation();
  const [shown, setShown] = useState(false);
  const { own, sending } = uploads;
  const reading = own.uploads.some((one) => one.state === "waiting");
  if (sending.length === 0 && own.uploads.length === 0) return null;
  return (
    <section className={styles["uploads"]} aria-label={t("upload.title")}>
      <ul>
        {sending.map((one) => (
          <Coming key={one.key} one={one} uploads={uploads} />
        ))}
      </ul>
      {own.uploads.length > 0 && (
        <button
          type="button"
          className="quiet-button"
          aria-expanded={shown}
          onClick={() => {
            setShown(!shown);
          }}
        >
          {t("upload.show", { count: own.uploads.length })}
        </button>
      )}
      <span role="status" className="quiet">
        {reading && t("upload.state.waiting")}
      </span>
      {shown && own.uploads.length > 0 && (
        <>
          <p className="quiet">{t("upload.alone")}</p>
          <ul className={styles["own"]}>
            {own.uploads.map((one) => (
              <Own key={one.id} one={one} remove={uploads.remove} />
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function Coming({ one, uploads }: { one: Sending; uploads: Uploads }) {
  const { t } = useTranslation();
  const { limit_mb: limit, endings } = uploads.own;
  return (
    <li className={styles["row"]}>
      <span className={styles["name"]}>{one.name}</span>
      {one.problem ? (
        <span role="alert" className={styles["problem"]}>
          {t(`upload.problem.${one.problem}`, { limit, endings: endings.join(", ") })}
        </span>
      ) : (
        <progress
          className={styles["progress"]}
          value={one.share}
          max={1}
          aria-label={t("upload.sending", { name: one.name })}
        />
      )}
      <button
        type="button"
        className="icon-button"
        aria-label={t(one.problem ? "upload.dismiss" : "upload.cancel", { name: one.name })}
        onClick={() => {
          uploads.stop(one.key);
        }}
      >
        <Icon name="close" />
      </button>
    </li>
  );
}

function Own({ one, remove }: { one: UploadView; remove: (id: string) => void }) {
  const { t } = useTranslation();
  const { open } = usePanel();
  return (
    <li className={styles["row"]} data-state={one.state}>
      {one.state === "ready" ? (
        <button
          type="button"
          className={styles["name"]}
          aria-label={t("upload.open", { name: one.name })}
          onClick={() => {
            open(liveRecord(one.record_id));
          }}
        >
          {one.name}
        </button>
      ) : (
        <span className={styles["name"]}>{one.name}</span>
      )}
      <span className={one.state === "failed" ? styles["problem"] : "quiet"} title={one.message}>
        {t(`upload.state.${one.state}`)}
        {one.reason && ` · ${t(`upload.reason.${one.reason}`)}`}
      </span>
      <button
        type="button"
        className="icon-button"
        aria-label={t("upload.delete", { name: one.name })}
        onClick={() => {
          remove(one.id);
        }}
      >
        <Icon name="close" />
      </button>
    </li>
  );
}
