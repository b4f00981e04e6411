import { Tooltip } from "radix-ui";
import { useTranslation } from "react-i18next";

import { usePanel } from "../panel/context";
import { CitationCard } from "./CitationCard";
import { panelViewOf } from "./citing";
import type { Exchange } from "./exchange";
import styles from "./citation.module.css";
import { useVerifiedCitations } from "./useVerifiedCitations";

interface CitationButtonProps {
  number: number;
  exchange: Exchange;
}

/** A citation's number: pointing at it shows the quote, a click opens the source at it. */
export function CitationButton({ number, exchange }: CitationButtonProps) {
  const { t } = useTranslation();
  const { open } = usePanel();
  const verified = useVerifiedCitations(exchange);
  const citation = exchange.citations.find((each) => each.number === number);
  if (!citation) return null;
  return (
    <Tooltip.Root>
      <Tooltip.Trigger
        className="cite"
        aria-label={t("citation.open", { number, title: citation.title })}
        onClick={() => {
          open(panelViewOf(citation, exchange.citations));
        }}
      >
        {number}
      </Tooltip.Trigger>
      <Tooltip.Portal>
        <Tooltip.Content
          className={styles["card"]}
          sideOffset={6}
          collisionPadding={12}
        >
          <CitationCard citation={citation} verified={verified(citation)} />
        </Tooltip.Content>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}
