import { createContext, use } from "react";

import type { AskerAddress } from "../api/http";
import type { Me, PersonCard } from "../api/types";

export interface Asker {
  me: Me;
  /** What requests carry; "" before a choice, and where the server knows who asks. */
  address: AskerAddress;
  choose: (person: PersonCard) => void;
  forget: () => void;
}

export const AskerContext = createContext<Asker | null>(null);

export function useAsker(): Asker {
  const asker = use(AskerContext);
  if (!asker) throw new Error("useAsker needs an AskerContext above it");
  return asker;
}
