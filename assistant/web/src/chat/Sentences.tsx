import { Fragment } from "react";
import { useTranslation } from "react-i18next";

import type { Sentence } from "../api/types";
import { CitationButton } from "./CitationButton";
import type { Exchange } from "./exchange";
import styles from "./chat.module.css";

/** Keeps a citation's number on the line of the word before it. */
const WORD_JOINER = "\u2060";

interface SentencesProps {
  exchange: Exchange;
  /** A written answer flows; quoted sentences stand one a paragraph. */
  flowing: boolean;
}

/** The answer's sentences, each with the numbers of its citations. */
export function Sentences({ exchange, flowing }: SentencesProps) {
  if (exchange.sentences.length === 0) return null;
  const sentences = exchange.sentences.map((sentence, index) => (
    <SentenceView key={index} sentence={sentence} exchange={exchange} block={!flowing} />
  ));
  return <div className={styles["sentences"]}>{flowing ? <p>{sentences}</p> : sentences}</div>;
}

interface SentenceViewProps {
  sentence: Sentence;
  exchange: Exchange;
  block: boolean;
}

function SentenceView({ sentence, exchange, block }: SentenceViewProps) {
  const { t } = useTranslation();
  const Wrapper = block ? "p" : "span";
  return (
    <Wrapper className={styles["sentence"]} data-supported={sentence.supported}>
      {sentence.text}
      {sentence.citations.map((number) => (
        <Fragment key={number}>
          {WORD_JOINER}
          <CitationButton number={number} exchange={exchange} />
        </Fragment>
      ))}
      {!sentence.supported && (
        <span className={styles["unsupported"]}>{t("answer.unsupported")}</span>
      )}
      {!block && " "}
    </Wrapper>
  );
}
