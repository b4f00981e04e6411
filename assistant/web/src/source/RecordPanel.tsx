import { useState } from "react";
import { useTranslation } from "react-i18next";

import { useApi } from "../api/client";
import type { RecordView } from "../api/types";
import { usePanel } from "../panel/context";
import { liveRecord, type PanelView } from "../panel/view";
import { Loaded } from "../ui/Loaded";
import { MarkSwitch } from "./MarkSwitch";
import { RecordBody } from "./RecordBody";
import { RecordHead } from "./RecordHead";
import styles from "./source.module.css";

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
