import { Navigate } from "@tanstack/react-router";

import { useAsker } from "../asker/context";
import { partsFor } from "./parts";

/** Administration without a part: the first that is open to whoever asks. */
export function FirstPart() {
  const { me } = useAsker();
  return <Navigate to={partsFor(me.actions)[0]?.to ?? "/"} replace />;
}
