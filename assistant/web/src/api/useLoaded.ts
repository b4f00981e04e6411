import { useCallback, useEffect, useState } from "react";

import { type FailureKind, isAbort, kindOf } from "./errors";

export type Loaded<T> =
  | { state: "loading" }
  | { state: "ready"; value: T }
  | { state: "failed"; failure: FailureKind };

/**
 * Loads again whenever `load` changes (memoise it), dropping what an earlier load brings late.
 * The second value tries once more.
 */
export function useLoaded<T>(
  load: (signal: AbortSignal) => Promise<T>,
): readonly [Loaded<T>, () => void] {
  const [attempt, setAttempt] = useState(0);
  const [loaded, setLoaded] = useState<{ of: unknown; result: Loaded<T> } | null>(null);
  useEffect(() => {
    const controller = new AbortController();
    load(controller.signal).then(
      (value) => {
        if (!controller.signal.aborted) setLoaded({ of: load, result: { state: "ready", value } });
      },
      (error: unknown) => {
        if (controller.signal.aborted || isAbort(error)) return;
        setLoaded({ of: load, result: { state: "failed", failure: kindOf(error) } });
      },
    );
    return () => {
      controller.abort();
    };
  }, [load, attempt]);
  const retry = useCallback(() => {
    setLoaded(null);
    setAttempt((count) => count + 1);
  }, []);
  // What belongs to an earlier `load` is not shown under the new one's name.
  return [loaded && loaded.of === load ? loaded.result : { state: "loading" }, retry];
}
