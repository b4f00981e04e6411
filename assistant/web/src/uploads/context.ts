import { createContext, use } from "react";

import type { Uploads } from "./useUploadsState";

export const UploadsContext = createContext<Uploads | null>(null);

/** One's own files: those on their way go on, whatever page one goes to. */
export function useUploads(): Uploads {
  const uploads = use(UploadsContext);
  if (!uploads) throw new Error("useUploads needs an UploadsContext above it");
  return uploads;
}
