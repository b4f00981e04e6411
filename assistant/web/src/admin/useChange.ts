import { useRef, useState } from "react";

import { ApiError, type FailureKind, kindOf } from "../api/errors";

export interface ChangeFault {
  kind: FailureKind | "underway";
  /** What the server says of it, where that helps whoever administers. */
  words: string;
}

export interface Change {
  busy: boolean;
  fault: ChangeFault | null;
  /** Does it once, however often it is asked for meanwhile; whether it was done. */
  run: (action: () => Promise<unknown>) => Promise<boolean>;
  forget: () => void;
}

/** Something that changes the company's data: under way, failed, or not begun. */
export function useChange(): Change {
  const running = useRef(false);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<ChangeFault | null>(null);
  return {
    busy,
    fault,
    forget: () => {
      setFault(null);
    },
    run: async (action) => {
      if (running.current) return false;
      running.current = true;
      setBusy(true);
      setFault(null);
      try {
        await action();
        return true;
      } catch (error) {
        setFault(faultOf(error));
        return false;
      } finally {
        running.current = false;
        setBusy(false);
      }
    },
  };
}

function faultOf(error: unknown): ChangeFault {
  if (!(error instanceof ApiError)) return { kind: kindOf(error), words: "" };
  const told = error.kind === "refused" || error.kind === "missing" || error.status === 409;
  return {
    kind: error.status === 409 ? "underway" : error.kind,
    words: told ? error.message : "",
  };
}
