import { Command } from "cmdk";
import { useRouter } from "@tanstack/react-router";
import { Dialog } from "radix-ui";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { partsFor } from "../admin/parts";
import { useAsker } from "../asker/context";
import { useChat } from "../chat/context";
import { changeLanguage } from "../i18n";
import { useLanguage } from "../i18n/useLanguage";
import { Icon } from "../icons/Icon";
import { usePanel } from "../panel/context";
import { placesFor } from "../shell/places";
import { useTheme } from "../theme/useTheme";
import { useFocusReturn } from "../ui/useFocusReturn";
import { useSettled } from "../ui/useSettled";
import { type Entry, matching } from "./entries";
import styles from "./palette.module.css";
import { useFound } from "./useFound";

const PAUSE_MS = 180;

/** Everything by its name: pages, customers, colleagues, projects, conversations, and what can be done. */
export function Palette({ close }: { close: () => void }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState("");
  const words = typed.trim();
  const found = useFound(useSettled(words, PAUSE_MS));
  const { first, last } = useOwnEntries(words);
  const { onOpenAutoFocus, onCloseAutoFocus, forget } = useFocusReturn();
  const run = (entry: Entry) => () => {
    forget();
    close();
    entry.run();
  };
  return (
    <Dialog.Root
      open
      onOpenChange={(open) => {
        if (!open) close();
      }}
    >
      <Dialog.Portal>
        <Dialog.Overlay className={styles["veil"]} />
        <Dialog.Content
          className={styles["palette"]}
          aria-describedby={undefined}
          onOpenAutoFocus={onOpenAutoFocus}
          onCloseAutoFocus={onCloseAutoFocus}
        >
          <Dialog.Title className="unseen">{t("palette.title")}</Dialog.Title>
          <Command shouldFilter={false} loop label={t("palette.title")}>
            <div className={styles["box"]}>
              <Icon name="search" />
              <Command.Input
                value={typed}
                onValueChange={setTyped}
                maxLength={200}
                placeholder={t("palette.placeholder")}
                className={styles["input"]}
              />
            </div>
            <Command.List className={styles["list"]}>
              {!found.pending && (
                <Command.Empty className={styles["none"]}>{t("palette.none")}</Command.Empty>
              )}
              {[...first, ...found.groups, ...last].map(
                ({ name, entries }) =>
                  entries.length > 0 && (
                    <Command.Group
                      key={name}
                      heading={t(`palette.${name}`)}
                      className={styles["group"]}
                    >
                      {entries.map((entry) => (
                        <Command.Item
                          key={entry.id}
                          value={`${name}:${entry.id}`}
                          className={styles["item"]}
                          onSelect={run(entry)}
                        >
                          <Icon name={entry.icon} />
                          <span className={styles["words"]}>{entry.words}</span>
                          {entry.hint && <span className={styles["hint"]}>{entry.hint}</span>}
                        </Command.Item>
                      ))}
                    </Command.Group>
                  ),
              )}
            </Command.List>
            {found.pending && (
              <p role="status" className={styles["none"]}>
                {t("palette.searching")}
              </p>
            )}
          </Command>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/** What needs no server: to ask what was typed, the pages, and what can be done here. */
function useOwnEntries(words: string) {
  const { t } = useTranslation();
  const { me } = useAsker();
  const chat = useChat();
  const panel = usePanel();
  const router = useRouter();
  const language = useLanguage();
  const [theme, nextTheme] = useTheme();
  const ask: Entry = {
    id: "ask",
    icon: "chat",
    words: t("palette.ask", { words }),
    run: () => {
      void router.navigate({ to: "/" });
      chat.ask(words);
    },
  };
  const knowing: Entry = {
    id: "knowing",
    icon: "people",
    words: t("palette.knowing", { words }),
    run: () => void router.navigate({ to: "/people", search: { q: words, by: "knowledge" } }),
  };
  const learning: Entry = {
    id: "learning",
    icon: "learn",
    words: t("palette.learning", { words }),
    run: () => void router.navigate({ to: "/learn", search: { q: words } }),
  };
  const places = placesFor(me.actions).map(
    ({ name, to, icon }): Entry => ({
      id: name,
      icon,
      words: t(`place.${name}`),
      run: () => void router.navigate({ to }),
    }),
  );
  const parts = partsFor(me.actions).map(
    ({ name, to }): Entry => ({
      id: `admin-${name}`,
      icon: "admin",
      words: t(`admin.part.${name}`),
      run: () => void router.navigate({ to }),
    }),
  );
  const deeds: Entry[] = [
    {
      id: "restart",
      icon: "plus",
      words: t("chat.restart"),
      run: () => {
        chat.clear();
        void router.navigate({ to: "/" });
      },
    },
    {
      id: "conversations",
      icon: "history",
      words: t("conversations.title"),
      run: () => {
        panel.open({ type: "conversations" });
      },
    },
    {
      id: "language",
      icon: "language",
      words: t("language.switch"),
      run: () => {
        changeLanguage(language === "zh" ? "en" : "zh");
      },
    },
    {
      id: "theme",
      icon: theme,
      words: t("theme.switch", { theme: t(`theme.${theme}`) }),
      run: nextTheme,
    },
  ];
  return {
    first: [
      { name: "asking" as const, entries: words && !chat.running ? [ask] : [] },
      { name: "places" as const, entries: matching([...places, ...parts], words) },
      { name: "deeds" as const, entries: matching(deeds, words) },
    ],
    last: [{ name: "finding" as const, entries: words ? [knowing, learning] : [] }],
  };
}
