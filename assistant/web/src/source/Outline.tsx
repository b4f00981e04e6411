import { useTranslation } from "react-i18next";

import type { Block } from "./blocks";
import { bringIntoView } from "./bringIntoView";
import styles from "./source.module.css";

const FEWEST = 3;

/** The headings of a document, to jump to. */
export function Outline({ blocks }: { blocks: readonly Block[] }) {
  const { t } = useTranslation();
  const headings = blocks.flatMap(({ heading }, index) => {
    const name = heading.at(-1);
    const same = blocks[index - 1]?.heading.join("\n") === heading.join("\n");
    return name && !same ? [{ name, index, depth: heading.length }] : [];
  });
  if (headings.length < FEWEST) return null;
  const least = Math.min(...headings.map(({ depth }) => depth));
  return (
    <details className={styles["outline"]}>
      <summary>{t("record.outline", { count: headings.length })}</summary>
      <ol>
        {headings.map(({ name, index, depth }) => (
          <li key={index} style={{ paddingInlineStart: `${(depth - least) * 0.9}rem` }}>
            <button
              type="button"
              className="link"
              onClick={(event) => {
                const panel = event.currentTarget.closest("[data-scroll]");
                const target = panel?.querySelector(`[data-block="${index}"]`);
                if (target && panel) bringIntoView(target, panel);
              }}
            >
              {name}
            </button>
          </li>
        ))}
      </ol>
    </details>
  );
}
