import { useTranslation } from "react-i18next";

import { useAsker } from "../asker/context";
import { Icon } from "../icons/Icon";
import { Notice } from "../ui/Notice";
import { useChat } from "./context";
import type { Exchange } from "./exchange";
import styles from "./answer.module.css";

interface AnswerFailureProps {
  exchange: Exchange;
  /** Only the last question can be asked again in place. */
  last: boolean;
}

/** An answer that was stopped or did not come, with a way on. */
export function AnswerFailure({ exchange, last }: AnswerFailureProps) {
  const { t } = useTranslation();
  const { retry } = useChat();
  const { refresh } = useAsker();
  const again = last && (
    <button type="button" className="button" onClick={retry}>
      <Icon name="retry" /> {t(exchange.failure ? "action.retry" : "action.ask_again")}
    </button>
  );
  if (!exchange.failure) {
    return (
      <p className={styles["stopped"]}>
        {t("chat.stopped")} {again}
      </p>
    );
  }
  const who = exchange.failure === "asker" && (
    <button type="button" className="button" onClick={refresh}>
      <Icon name="person" /> {t("sign_in.submit")}
    </button>
  );
  return (
    <Notice title={t(`failure.${exchange.failure}.title`)} action={who || again}>
      {t(`failure.${exchange.failure}.hint`)}
    </Notice>
  );
}
