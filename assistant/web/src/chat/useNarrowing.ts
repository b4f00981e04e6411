import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback, useMemo } from "react";

import { type Narrowing, narrowingOf } from "./narrowing";

/** What questions are asked within, and how to change it: it stands in the address. */
export function useNarrowing(): [Narrowing, (change: Narrowing) => void] {
  const search = useSearch({ from: "/ask" });
  const navigate = useNavigate();
  const narrowing = useMemo(() => narrowingOf(search), [search]);
  const change = useCallback(
    (next: Narrowing) => {
      void navigate({
        to: ".",
        search: (held) => ({ ...held, ...next }),
        replace: true,
        state: true,
        resetScroll: false,
      });
    },
    [navigate],
  );
  return [narrowing, change];
}
