import { lazy, Suspense, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";

import { ConversationsPanel } from "../conversations/ConversationsPanel";
import { CustomerPanel } from "../customers/CustomerPanel";
import { Icon } from "../icons/Icon";
import { PersonPanel } from "../people/PersonPanel";
import { RecordPanel } from "../source/RecordPanel";
import { Skeleton } from "../ui/Skeleton";
import { usePanel } from "./context";
import styles from "./panel.module.css";
import type { PanelView } from "./view";

const CountedPanel = lazy(async () => ({
  default: (await import("../knowledge/CountedPanel")).CountedPanel,
}));

/** The place beside a page; on a small screen, a sheet over it. Escape closes. */
export function PanelFrame({ sheet }: { sheet: boolean }) {
  const { t } = useTranslation();
  const { view, depth, back, close } = usePanel();
  const frame = useRef<HTMLElement>(null);
  const name = view ? nameOf(view) : "";

  useEffect(() => {
    if (name) frame.current?.focus({ preventScroll: true });
  }, [name]);

  useEffect(() => {
    if (!name) return undefined;
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key === "Escape" && !event.defaultPrevented && !event.isComposing) close();
    };
    document.addEventListener("keydown", onKeyDown);
    return () => {
      document.removeEventListener("keydown", onKeyDown);
    };
  }, [name, close]);

  if (!view) return null;
  return (
    <aside
      ref={frame}
      data-panel
      className={styles["panel"]}
      role="dialog"
      aria-modal={sheet}
      aria-label={t(`panel.${view.type}`)}
      tabIndex={-1}
    >
      <header className={styles["bar"]}>
        {depth > 1 && (
          <button type="button" className="icon-button" aria-label={t("panel.back")} onClick={back}>
            <Icon name="back" />
          </button>
        )}
        <p className={styles["what"]}>{t(`panel.${view.type}`)}</p>
        <button type="button" className="icon-button" aria-label={t("panel.close")} onClick={close}>
          <Icon name="close" />
        </button>
      </header>
      <div className={styles["body"]} data-scroll key={`${depth}:${name}`}>
        <PanelBody view={view} />
      </div>
    </aside>
  );
}

function nameOf(view: PanelView): string {
  if (view.type === "conversations") return view.type;
  if (view.type === "counted") return `${view.type}:${view.path.join("/")}`;
  return `${view.type}:${view.type === "record" ? view.recordId : view.id}`;
}

function PanelBody({ view }: { view: PanelView }) {
  switch (view.type) {
    case "record":
      return <RecordPanel view={view} />;
    case "customer":
      return <CustomerPanel id={view.id} />;
    case "person":
      return <PersonPanel id={view.id} />;
    case "counted":
      return (
        <Suspense fallback={<Skeleton />}>
          <CountedPanel path={view.path} />
        </Suspense>
      );
    case "conversations":
      return <ConversationsPanel />;
  }
}
