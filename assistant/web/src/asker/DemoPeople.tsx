import { useState } from "react";
import { useTranslation } from "react-i18next";

import { type FailureKind, kindOf } from "../api/errors";
import { signIn } from "../api/session";
import type { Demo, PersonCard } from "../api/types";
import styles from "./asker.module.css";
import { PeopleList } from "./PeopleList";

interface DemoPeopleProps {
  demo: Demo;
  current?: PersonCard;
  onDone: () => void;
}

/** Everybody whom one can be in the demo: a click signs in as them, with the password that all have. */
export function DemoPeople({ demo, current, onDone }: DemoPeopleProps) {
  const { t } = useTranslation();
  const [failure, setFailure] = useState<FailureKind | null>(null);
  const become = async (person: PersonCard): Promise<void> => {
    setFailure(null);
    try {
      await signIn(person.email, demo.password);
      onDone();
    } catch (error) {
      setFailure(kindOf(error));
    }
  };
  return (
    <>
      <p className={styles["hint"]}>{t("asker.hint", { password: demo.password })}</p>
      {failure && <p role="alert">{t(`failure.${failure}.hint`)}</p>}
      <PeopleList
        people={demo.people}
        current={current}
        onChosen={(person) => {
          void become(person);
        }}
      />
    </>
  );
}
