import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";

import { fetchRecord } from "../api/client";
import type { RecordView } from "../api/types";
import { useLoaded } from "../api/useLoaded";
import { LoadFailure } from "../panel/LoadFailure";
import { Skeleton } from "../panel/Skeleton";
import { liveRecord, type PanelView, usePanel } from "../panel/context";
import { MarkSwitch } from "./MarkSwitch";
import { RecordBody } from "./RecordBody";
import { RecordHead } from "./RecordHead";
import styles from "./source.module.css";

type RecordTarget = Extract<PanelView, { type: "record" }>;

/** One record, whole, opened at the quoted passage. */
export function RecordPanel({ view }: { view: RecordTarget }) {
  const { recordId, version } = view;
  const load = useCallback(
    (signal: AbortSignal) => fetchRecord(recordId, version, signal),
    [recordId, version],
  );
  const [record, retry] = useLoaded(load);
  if (record.state === "loading") return <Skeleton />;
  if (record.state === "failed") return <LoadFailure failure={record.failure} retry={retry} />;
  return <OpenRecord record={record.value} view={view} />;
}

function OpenRecord({ record, view }: { record: RecordView; view: RecordTarget }) {
  const { t } = useTranslation();
  const { push } = usePanel();
  const [chosen, setChosen] = useState({ view, active: view.active });
  // A click on another citation of the same record moves the highlight without loading again.
  const active = chosen.view === view ? chosen.active : view.active;
  return (
    <article className={styles["record"]}>
      <RecordHead record={record} />
      {!record.live && (
        <p className={styles["superseded"]}>
          {t("record.superseded")}{" "}
          <button
            type="button"
            className="link"
            onClick={() => {
              push(liveRecord(record.record_id));
            }}
          >
            {t("record.open_current")}
          </button>
        </p>
      )}
      <MarkSwitch
        marks={view.marks}
        active={active}
        choose={(number) => {
          setChosen({ view, active: number });
        }}
      />
      <RecordBody record={record} marks={view.marks} active={active} />
    </article>
  );
}
