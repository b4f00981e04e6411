import { Link, useLocation } from "@tanstack/react-router";
import { Popover } from "radix-ui";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { useAsker } from "../asker/context";
import { Icon } from "../icons/Icon";
import { useMedia } from "../style/useMedia";
import { type Place, placesFor } from "./places";
import styles from "./Navigation.module.css";

/** Where the rail becomes a bar. */
const BAR = "(max-width: 48rem)";
/** So many fit into the bar, "more" included. */
const IN_BAR = 5;

/** The places of the application: a rail at the side, on a small screen a bar at the bottom. */
export function Navigation() {
  const { t } = useTranslation();
  const { me } = useAsker();
  const bar = useMedia(BAR);
  const places = placesFor(me.actions);
  const most = bar && places.length > IN_BAR ? IN_BAR - 1 : places.length;
  const rest = places.slice(most);
  return (
    <nav className={styles["rail"]} aria-label={t("shell.places")}>
      <ul className={styles["places"]}>
        {places.slice(0, most).map((place) => (
          <li key={place.name}>
            <PlaceLink place={place} />
          </li>
        ))}
        {rest.length > 0 && (
          <li>
            <More places={rest} />
          </li>
        )}
      </ul>
    </nav>
  );
}

function PlaceLink({ place: { name, to, icon }, onGone }: { place: Place; onGone?: () => void }) {
  const { t } = useTranslation();
  // A conversation has an address of its own, and is asking all the same.
  const asking = useLocation({ select: ({ pathname }) => /^\/(c\/|$)/.test(pathname) });
  return (
    <Link
      to={to}
      className={styles["place"]}
      activeOptions={{ exact: to === "/", includeSearch: false }}
      {...(to === "/" && asking ? { "aria-current": "page" as const } : {})}
      onClick={onGone}
    >
      <Icon name={icon} />
      <span>{t(`place.${name}`)}</span>
    </Link>
  );
}

function More({ places }: { places: readonly Place[] }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const path = useLocation({ select: (location) => location.pathname });
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger
        className={styles["place"]}
        data-here={places.some(({ to }) => path.startsWith(to))}
      >
        <Icon name="more" />
        <span>{t("shell.more")}</span>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          className={styles["more"]}
          side="top"
          align="end"
          sideOffset={6}
          collisionPadding={8}
          aria-label={t("shell.more")}
        >
          <ul>
            {places.map((place) => (
              <li key={place.name}>
                <PlaceLink
                  place={place}
                  onGone={() => {
                    setOpen(false);
                  }}
                />
              </li>
            ))}
          </ul>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
