import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";

import { useApi } from "../api/client";
import type { RecordView } from "../api/types";
import { usePanel } from "../panel/context";
import { liveRecord, type PanelView } from "../panel/view";
import { Loaded } from "../ui/Loaded";
import { Skeleton } from "../ui/Skeleton";
import { FormSwitch } from "./FormSwitch";
import { MailThread } from "./MailThread";
import { MarkSwitch } from "./MarkSwitch";
import { Picture } from "./Picture";
import { RecordBody } from "./RecordBody";
import { RecordHead } from "./RecordHead";
import styles from "./source.module.css";

const PdfPages = lazy(() =>
  import("./pdf/PdfPages").then(({ PdfPages }) => ({ default: PdfPages })),
);

type RecordTarget = Extract<PanelView, { type: "record" }>;

/** One record, whole, opened at the quoted passage. */
export function RecordPanel({ view }: { view: RecordTarget }) {
  const { recordId, version } = view;
  const record = useApi.useQuery("get", "/api/records/{record_id}", {
    params: {
      path: { record_id: recordId },
      query: version === null ? {} : { version },
    },
  });
  return <Loaded query={record}>{(value) => <OpenRecord record={value} view={view} />}</Loaded>;
}

function OpenRecord({ record, view }: { record: RecordView; view: RecordTarget }) {
  const { t } = useTranslation();
  const { push } = usePanel();
  const [chosen, setChosen] = useState({ view, active: view.active });
  const [shown, setShown] = useState<"file" | "text" | "failed">("file");
  // A click on another citation of the same record moves the highlight without loading again.
  const active = chosen.view === view ? chosen.active : view.active;
  const kept = record.file?.state === "same" ? record.file : null;
  const paged = record.form === "pages" && kept?.media_type === "application/pdf";
  return (
    <article>
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
      {record.file?.state === "changed" && (
        <p className={styles["superseded"]}>{t("record.file_changed")}</p>
      )}
      {shown === "failed" && <p className={styles["superseded"]}>{t("record.file_failed")}</p>}
      <MailThread record={record} />
      {paged && shown !== "failed" && <FormSwitch shown={shown} choose={setShown} />}
      <MarkSwitch
        marks={view.marks}
        active={active}
        choose={(number) => {
          setChosen({ view, active: number });
        }}
      />
      {kept?.media_type.startsWith("image/") && <Picture record={record} />}
      {paged && shown === "file" ? (
        <Suspense fallback={<Skeleton />}>
          <PdfPages
            record={record}
            marks={view.marks}
            active={active}
            onFail={() => {
              setShown("failed");
            }}
          />
        </Suspense>
      ) : (
        <RecordBody record={record} marks={view.marks} active={active} />
      )}
    </article>
  );
}
