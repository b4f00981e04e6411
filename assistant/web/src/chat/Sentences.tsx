import { useTranslation } from "react-i18next";

import type { Sentence } from "../api/types";
import { useLabels } from "../i18n/labels";
import { CitationButton } from "./CitationButton";
import type { Exchange } from "./exchange";
import styles from "./answer.module.css";

/** A quoted list item's mark, which means nothing outside its list. */
const BULLET = /^[-*•·]\s+/;

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
  const labels = useLabels();
  const [head, tail] = beforeLast(labels.sentence(sentence.text.replace(BULLET, "")), 2);
  const Wrapper = block ? "p" : "span";
  return (
    <>
      <Wrapper className={styles["sentence"]} data-supported={sentence.supported}>
        {head}
        <span className={styles["tail"]}>
          {tail}
          {sentence.citations.map((number) => (
            <CitationButton key={number} number={number} exchange={exchange} />
          ))}
        </span>
        {!sentence.supported && (
          <span className={styles["unsupported"]}>{t("answer.unsupported")}</span>
        )}
      </Wrapper>
      {!block && " "}
    </>
  );
}

/** The text up to its last `count` characters, and these: a citation's number stays beside them. */
function beforeLast(text: string, count: number): [string, string] {
  const characters = Array.from(text);
  return [characters.slice(0, -count).join(""), characters.slice(-count).join("")];
}
