import { useRouter } from "@tanstack/react-router";
import { type ReactNode, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";

import styles from "./Page.module.css";

interface PageProps {
  title: string;
  /** One line on what the page is for. */
  lead?: ReactNode;
  /** What can be done with the whole page, at the end of its head. */
  actions?: ReactNode;
  children: ReactNode;
}

/** A page other than the chat: its title (the window's as well), what can be done, its content. */
export function Page({ title, lead, actions, children }: PageProps) {
  const { t } = useTranslation();
  const router = useRouter();
  const heading = useRef<HTMLHeadingElement>(null);
  const name = t("app.name");
  useEffect(() => {
    document.title = `${title} · ${name}`;
    return () => {
      document.title = name;
    };
  }, [title, name]);
  useEffect(() => {
    // Whoever came by a link goes on from this page's head: one among the places is still there, one
    // on the page before went with it.
    const at = document.activeElement;
    const came = router.state.resolvedLocation !== undefined;
    if (came && (at === document.body || at?.closest("nav, #main"))) {
      heading.current?.focus({ preventScroll: true });
    }
  }, [router]);
  return (
    <div className="page-body">
      <header className={styles["head"]}>
        <div>
          <h1 ref={heading} tabIndex={-1} className={styles["title"]}>
            {title}
          </h1>
          {lead && <p className={styles["lead"]}>{lead}</p>}
        </div>
        {actions && <div className={styles["actions"]}>{actions}</div>}
      </header>
      {children}
    </div>
  );
}
