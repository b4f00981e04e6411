import { useNavigate } from "@tanstack/react-router";
import { useEffect, useEffectEvent } from "react";

import { usePanel } from "../panel/context";
import { useChat } from "./context";

/** On the page where one asks: / goes to the box, Alt+N begins anew, Escape stops an answer, or closes first what is open beside it. */
export function useShortcuts(): void {
  const chat = useChat();
  const { view } = usePanel();
  const navigate = useNavigate();
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing) return;
    if (event.key === "/" && !isTyping(event.target) && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      document.querySelector<HTMLElement>("[data-ask]")?.focus();
    } else if (event.code === "KeyN" && event.altKey && !event.ctrlKey) {
      event.preventDefault();
      chat.clear();
      void navigate({ to: "/" });
    } else if (event.key === "Escape" && chat.running && !view) {
      chat.stop();
    }
  });
  useEffect(() => {
    document.addEventListener("keydown", onKey);
    return () => {
      document.removeEventListener("keydown", onKey);
    };
  }, []);
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches("input, textarea, select"))
  );
}
