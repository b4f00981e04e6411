import { Popover } from "radix-ui";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { Icon } from "../icons/Icon";
import { Avatar } from "../people/Avatar";
import { PeopleList } from "./PeopleList";
import styles from "./asker.module.css";
import { useAsker } from "./context";

/** Who you are, at the end of the top bar; in the demo, a choice. */
export function AskerPicker() {
  const { t } = useTranslation();
  const { me } = useAsker();
  const [open, setOpen] = useState(false);
  const name = me.person?.name ?? t("asker.nobody");
  const face = (
    <>
      {me.person ? <Avatar name={me.person.name} /> : <Icon name="person" />}
      <span className={styles["who"]}>
        <span className={styles["name"]}>{name}</span>
        {me.person && <span className={styles["post"]}>{me.person.title}</span>}
      </span>
    </>
  );
  if (!me.demo) return <span className={styles["trigger"]}>{face}</span>;
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger
        className={styles["trigger"]}
        aria-label={t("asker.you_are", { name })}
      >
        {face}
        <Icon name="chevron" />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          className={styles["popover"]}
          align="end"
          sideOffset={8}
          collisionPadding={8}
          aria-label={t("asker.title")}
        >
          <p className={styles["title"]}>{t("asker.title")}</p>
          <p className={styles["hint"]}>{t("asker.hint")}</p>
          <PeopleList
            onChosen={() => {
              setOpen(false);
            }}
          />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
