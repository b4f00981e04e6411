import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

import { useApi } from "../api/client";
import type { LearningPath } from "../api/types";
import { CustomerChips } from "../customers/CustomerChips";
import { formatMoment } from "../i18n/dates";
import { useNameOf } from "../i18n/names";
import { said } from "../i18n/said";
import { useLanguage } from "../i18n/useLanguage";
import { MailLink } from "../people/MailLink";
import { PersonLine } from "../people/PersonLine";
import { ReasonItem } from "../people/ReasonItem";
import { RecordButton } from "../source/RecordButton";
import { Empty } from "../ui/Empty";
import { Loaded } from "../ui/Loaded";
import { Part } from "../ui/Part";
import { Segments } from "../ui/Segments";
import type { LearnSearch } from "./routes";
import styles from "./learn.module.css";

interface PathProps {
  asked: string;
  kind: LearnSearch["kind"];
  choose: (chosen: LearnSearch) => void;
}

/** The reading path, in order, with why each thing stands there; then whom to meet. */
export function Path({ asked, kind, choose }: PathProps) {
  const { t } = useTranslation();
  const path = useApi.useQuery("get", "/api/learn", {
    params: { query: { q: asked, ...(kind ? { kind } : {}) } },
  });
  return (
    <>
      <Segments
        label={t("learn.kind_label")}
        value={kind ?? path.data?.kind ?? "topic"}
        segments={(["role", "customer", "topic"] as const).map((value) => ({
          value,
          words: t(`learn.kind.${value}`),
        }))}
        onChoose={(chosen) => {
          choose({ q: asked, kind: chosen });
        }}
      />
      <Loaded query={path}>{(value) => <Shown path={value} choose={choose} />}</Loaded>
    </>
  );
}

function Shown({ path, choose }: { path: LearningPath; choose: PathProps["choose"] }) {
  const { t } = useTranslation();
  const nameOf = useNameOf();
  const language = useLanguage();
  if (path.items.length === 0 && path.people.length === 0) {
    return (
      <Empty
        title={t("learn.nothing", { words: path.asked })}
        action={
          <button
            type="button"
            className="button"
            onClick={() => {
              choose({});
            }}
          >
            {t("learn.begin_anew")}
          </button>
        }
      >
        {path.note ? said(path.note, language) : t("learn.nothing_hint")}
      </Empty>
    );
  }
  return (
    <div className={styles["path"]}>
      <Part
        title={t(`learn.reading.${path.kind}`, {
          subject: path.customer ? nameOf(path.customer) : path.subject,
        })}
        count={path.items.length}
        lead={t("learn.reading_lead")}
      >
        {path.customer && <CustomerChips customers={[path.customer]} />}
        {path.note && <p className="quiet">{said(path.note, language)}</p>}
        <ol className={styles["steps"]}>
          {path.items.map((item) => (
            <li key={item.record?.record_id ?? item.project?.id} className={styles["step"]}>
              <div>
                <p className={styles["what"]}>
                  {item.record && <RecordButton record={item.record} />}
                  {item.project && (
                    <Link to="/projects/$id" params={{ id: item.project.id }} className="link">
                      {item.project.name}
                    </Link>
                  )}
                  <span className="badge">
                    {t(item.project ? "kind.project" : `kind.${item.kind}`)}
                  </span>
                  {item.occurred_at && (
                    <span className="quiet">
                      {formatMoment(item.occurred_at, language, "short")}
                    </span>
                  )}
                </p>
                <p className={styles["why"]}>{said(item.why, language)}</p>
              </div>
            </li>
          ))}
        </ol>
      </Part>
      {path.people.length > 0 && (
        <aside aria-label={t("learn.meet")}>
          <Part title={t("learn.meet")} lead={t("learn.meet_lead")}>
            <ul className={styles["people"]}>
              {path.people.map(({ person, why, reasons }) => (
                <li key={person.id} className="card">
                  <PersonLine person={person}>
                    <MailLink person={person} />
                    {reasons.length === 0 && <p className="quiet">{said(why, language)}</p>}
                  </PersonLine>
                  {reasons.length > 0 && (
                    <ul className={styles["reasons"]}>
                      {reasons.map((reason) => (
                        <ReasonItem key={reason.role} reason={reason} />
                      ))}
                    </ul>
                  )}
                </li>
              ))}
            </ul>
          </Part>
        </aside>
      )}
    </div>
  );
}
