import { lazy, Suspense, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";

import { Icon } from "../icons/Icon";
import styles from "./palette.module.css";

const fetchPalette = async () => ({ default: (await import("./Palette")).Palette });
const Palette = lazy(fetchPalette);
/** Once the page stands it is fetched, so that nothing that is typed after Ctrl K is lost. */
const FETCH_AFTER_MS = 1500;

/** Opens the palette; so does Ctrl K, or ⌘ K, anywhere. */
export function PaletteButton() {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const timer = window.setTimeout(() => {
      fetchPalette().catch(() => undefined); // opening it tries again, and tells
    }, FETCH_AFTER_MS);
    return () => {
      window.clearTimeout(timer);
    };
  }, []);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      setOpen((now) => !now);
    };
    document.addEventListener("keydown", onKeyDown);
    return () => {
      document.removeEventListener("keydown", onKeyDown);
    };
  }, []);
  return (
    <>
      <button
        type="button"
        className={styles["button"]}
        aria-keyshortcuts="Control+K Meta+K"
        onClick={() => {
          setOpen(true);
        }}
      >
        <Icon name="search" />
        <span className={styles["prompt"]}>{t("palette.title")}</span>
        <kbd className={styles["keys"]} aria-hidden="true">
          {t("palette.keys")}
        </kbd>
      </button>
      {open && (
        <Suspense fallback={null}>
          <Palette
            close={() => {
              setOpen(false);
            }}
          />
        </Suspense>
      )}
    </>
  );
}
