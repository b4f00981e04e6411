import { useTranslation } from "react-i18next";

import type { FailureKind } from "../api/errors";
import { Icon } from "../icons/Icon";
import { Notice } from "../style/Notice";

/** What the panel shows when its content could not be fetched. */
export function LoadFailure({ failure, retry }: { failure: FailureKind; retry: () => void }) {
  const { t } = useTranslation();
  return (
    <Notice
      title={t(`failure.${failure}.title`)}
      action={
        failure !== "missing" && (
          <button type="button" className="button" onClick={retry}>
            <Icon name="retry" /> {t("action.retry")}
          </button>
        )
      }
    >
      {t(`failure.${failure}.hint`)}
    </Notice>
  );
}
