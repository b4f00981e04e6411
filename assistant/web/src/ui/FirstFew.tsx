import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";

import { Icon } from "../icons/Icon";

interface FirstFewProps<T> {
  items: readonly T[];
  /** How many are shown at first. */
  few: number;
  children: (items: readonly T[]) => ReactNode;
}

/** The first of a list, and the rest behind a button; one more than the few is shown at once. */
export function FirstFew<T>({ items, few, children }: FirstFewProps<T>) {
  const { t } = useTranslation();
  const [all, setAll] = useState(false);
  const whole = all || items.length <= few + 1;
  return (
    <>
      {children(whole ? items : items.slice(0, few))}
      {!whole && (
        <button
          type="button"
          className="quiet-button"
          onClick={() => {
            setAll(true);
          }}
        >
          {t("first_few.more", { count: items.length - few })} <Icon name="chevron" />
        </button>
      )}
    </>
  );
}
