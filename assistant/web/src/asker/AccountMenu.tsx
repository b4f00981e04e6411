import { Link } from "@tanstack/react-router";
import { Popover } from "radix-ui";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { changePassword, signOut } from "../api/session";
import { useNameOf } from "../i18n/names";
import { Icon } from "../icons/Icon";
import { Avatar } from "../people/Avatar";
import { Post } from "../people/Post";
import styles from "./asker.module.css";
import { useAsker } from "./context";
import { DemoPeople } from "./DemoPeople";
import { Field, SecretForm, typed } from "./SecretForm";

/** Who you are, at the end of the top bar, and what concerns your account. */
export function AccountMenu() {
  const { t } = useTranslation();
  const nameOf = useNameOf();
  const { me } = useAsker();
  const [open, setOpen] = useState(false);
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger className={styles["trigger"]}>
        <span className="unseen">{t("asker.you_are", { name: nameOf(me.person) })}</span>
        <Avatar of={me.person} />
        <span className={styles["who"]} aria-hidden="true">
          <span className={styles["name"]}>{nameOf(me.person)}</span>
          <span className={styles["post"]}>{me.person.title}</span>
        </span>
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
          <p className={styles["title"]}>{nameOf(me.person)}</p>
          <Post person={me.person} />
          <p className={styles["post"]}>{me.person.email}</p>
          <SessionActions
            onGone={() => {
              setOpen(false);
            }}
          />
          {me.demo ? <BeSomebodyElse /> : me.by_password && <OwnPassword />}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

function SessionActions({ onGone }: { onGone: () => void }) {
  const { t } = useTranslation();
  const { csrf, refresh } = useAsker();
  const leave = async (everywhere: boolean): Promise<void> => {
    // Whether or not the server could be told, the page asks it who is signed in now.
    await signOut(csrf, everywhere).catch(() => undefined);
    refresh();
  };
  return (
    <div className={styles["actions"]}>
      <button type="button" className="button" onClick={() => void leave(false)}>
        {t("session.leave")}
      </button>
      <Link to="/admin/tokens" className="quiet-button" onClick={onGone}>
        {t("admin.part.tokens")}
      </Link>
      <button type="button" className="quiet-button" onClick={() => void leave(true)}>
        {t("session.leave_everywhere")}
      </button>
    </div>
  );
}

function BeSomebodyElse() {
  const { t } = useTranslation();
  const { me, refresh } = useAsker();
  return (
    me.demo && (
      <>
        <p className={styles["title"]}>{t("asker.somebody_else")}</p>
        <DemoPeople demo={me.demo} current={me.person} onDone={refresh} />
      </>
    )
  );
}

function OwnPassword() {
  const { t } = useTranslation();
  const { csrf } = useAsker();
  const [changed, setChanged] = useState(false);
  if (changed) return <p role="status">{t("password.changed")}</p>;
  return (
    <details className={styles["more"]}>
      <summary>{t("password.change")}</summary>
      <SecretForm
        submit={t("password.change")}
        failures={{ asker: t("password.wrong"), refused: t("password.refused") }}
        onSubmit={async (fields) => {
          await changePassword(typed(fields, "current"), typed(fields, "new"), csrf);
          setChanged(true);
        }}
      >
        <Field
          label={t("password.current")}
          name="current"
          type="password"
          autoComplete="current-password"
        />
        <Field
          label={t("password.new")}
          name="new"
          type="password"
          autoComplete="new-password"
          hint={t("password.rule")}
        />
      </SecretForm>
    </details>
  );
}
