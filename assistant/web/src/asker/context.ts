import { createContext, use } from "react";

import type { CsrfToken } from "../api/http";
import type { Me, PersonCard } from "../api/types";

/** Who is signed in. */
export interface Asker {
  me: Me & { person: PersonCard };
  /** What requests that change something carry. */
  csrf: CsrfToken;
  /** Learns again who is signed in, if anybody is. */
  refresh: () => void;
}

export const AskerContext = createContext<Asker | null>(null);

export function useAsker(): Asker {
  const asker = use(AskerContext);
  if (!asker) throw new Error("useAsker needs an AskerContext above it");
  return asker;
}
