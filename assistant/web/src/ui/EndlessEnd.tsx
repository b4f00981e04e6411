import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";

/** The end of a list that goes on: more comes as one nears it, or at a click. */
export function EndlessEnd({ busy, more }: { busy: boolean; more: () => void }) {
  const { t } = useTranslation();
  const button = useRef<HTMLButtonElement>(null);
  const next = useRef(more);
  useEffect(() => {
    next.current = more;
  });
  useEffect(() => {
    if (!button.current || busy) return undefined;
    const observer = new IntersectionObserver(
      (seen) => {
        if (seen.some(({ isIntersecting }) => isIntersecting)) next.current();
      },
      { rootMargin: "600px" },
    );
    observer.observe(button.current);
    return () => {
      observer.disconnect();
    };
  }, [busy]);
  return (
    <button ref={button} type="button" className="quiet-button" disabled={busy} onClick={more}>
      {t(busy ? "app.loading" : "list.more")}
    </button>
  );
}
