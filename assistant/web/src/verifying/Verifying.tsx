import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";

import { useApi } from "../api/client";
import { kindOf } from "../api/errors";
import type { RecordView } from "../api/types";
import { useAsker } from "../asker/context";
import { formatMoment } from "../i18n/dates";
import { useNameOf } from "../i18n/names";
import { useLanguage } from "../i18n/useLanguage";
import { useVerified } from "./useVerified";
import { VerifiedBadge } from "./VerifiedBadge";
import styles from "./verifying.module.css";

/** Who has verified the record and when; for whoever may, to verify it or to take that back. */
export function Verifying({ record }: { record: RecordView }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const nameOf = useNameOf();
  const { me } = useAsker();
  const client = useQueryClient();
  const verification = useVerified([record.record_id]).get(record.record_id);
  const onSettled = () => client.invalidateQueries({ queryKey: ["get", "/api/verifications"] });
  const verify = useApi.useMutation("put", "/api/records/{record_id}/verification", { onSettled });
  const withdraw = useApi.useMutation("delete", "/api/records/{record_id}/verification", {
    onSettled,
  });
  const may =
    me.actions.includes("verify") ||
    record.people.some(
      ({ person, role }) => person.id === me.person.id && (role === "author" || role === "owner"),
    );
  if (!verification && !may) return null;
  const busy = verify.isPending || withdraw.isPending;
  const fault = verify.error ?? withdraw.error;
  const params = { path: { record_id: record.record_id } };
  return (
    <div className={styles["verifying"]}>
      {verification && (
        <>
          <VerifiedBadge />
          <span className={styles["by"]}>
            {t(verification.by ? "verifying.by" : "verifying.on", {
              name: verification.by && nameOf(verification.by),
              day: formatMoment(verification.verified_at, language),
            })}
          </span>
        </>
      )}
      {may && (
        <button
          type="button"
          className="quiet-button"
          disabled={busy}
          onClick={() => {
            verify.reset();
            withdraw.reset();
            if (verification) withdraw.mutate({ params });
            else verify.mutate({ params, body: { version: record.version } });
          }}
        >
          {t(verification ? "verifying.withdraw" : "verifying.verify")}
        </button>
      )}
      {fault && <span role="alert">{t(`failure.${kindOf(fault)}.hint`)}</span>}
    </div>
  );
}
