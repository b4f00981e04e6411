import { useEffect, useEffectEvent, useState } from "react";

/** Whether files are being dragged over the page; dropped anywhere on it, they go to `onDrop`. */
export function useDroppedFiles(enabled: boolean, onDrop: (files: Iterable<File>) => void): boolean {
  const [over, setOver] = useState(false);
  const dropped = useEffectEvent(onDrop);
  useEffect(() => {
    if (!enabled) return;
    const controller = new AbortController();
    const { signal } = controller;
    const holdsFiles = (event: DragEvent): boolean =>
      event.dataTransfer?.types.includes("Files") ?? false;
    // Unless it is told otherwise, a browser leaves the page and opens the file.
    const onOver = (event: DragEvent): void => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      setOver(true);
    };
    const onLeave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setOver(false);
    };
    const onDropped = (event: DragEvent): void => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      setOver(false);
      dropped(event.dataTransfer?.files ?? []);
    };
    window.addEventListener("dragover", onOver, { signal });
    window.addEventListener("dragleave", onLeave, { signal });
    window.addEventListener("drop", onDropped, { signal });
    return () => {
      controller.abort();
    };
  }, [enabled]);
  return over;
}
