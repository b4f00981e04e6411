import { useTranslation } from "react-i18next";

import type { FailureKind } from "../api/errors";
import { useAsker } from "../asker/context";
import { Icon } from "../icons/Icon";
import { Notice } from "./Notice";

/** No attempt more would change these. */
const FINAL: readonly FailureKind[] = ["missing", "forbidden"];

/** What stands where something could not be fetched. */
export function LoadFailure({ failure, retry }: { failure: FailureKind; retry: () => void }) {
  const { t } = useTranslation();
  const { refresh } = useAsker();
  const again = !FINAL.includes(failure) && (
    <button type="button" className="button" onClick={retry}>
      <Icon name="retry" /> {t("action.retry")}
    </button>
  );
  const signIn = failure === "asker" && (
    <button type="button" className="button" onClick={refresh}>
      <Icon name="person" /> {t("sign_in.submit")}
    </button>
  );
  return (
    <Notice title={t(`failure.${failure}.title`)} action={signIn || again}>
      {t(`failure.${failure}.hint`)}
    </Notice>
  );
}
