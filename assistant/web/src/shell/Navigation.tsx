import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

import { useAsker } from "../asker/context";
import { Icon } from "../icons/Icon";
import { placesFor } from "./places";
import styles from "./Navigation.module.css";

/** The places of the application: a rail at the side, on a small screen a bar at the bottom. */
export function Navigation() {
  const { t } = useTranslation();
  const { me } = useAsker();
  return (
    <nav className={styles["rail"]} aria-label={t("shell.places")}>
      <ul className={styles["places"]}>
        {placesFor(me.actions).map(({ name, to, icon }) => (
          <li key={name}>
            <Link
              to={to}
              className={styles["place"]}
              activeOptions={{ exact: to === "/", includeSearch: false }}
            >
              <Icon name={icon} />
              <span>{t(`place.${name}`)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
