import { useRouter } from "@tanstack/react-router";

import { isNotFetched, kindOf } from "../api/errors";
import { LoadFailure } from "../ui/LoadFailure";

/** A page that failed as a whole, with a way on. */
export function PageFailure({ error, reset }: { error: unknown; reset: () => void }) {
  const router = useRouter();
  return (
    <div className="page-body">
      <LoadFailure
        failure={kindOf(error)}
        retry={() => {
          if (isNotFetched(error)) {
            location.reload();
            return;
          }
          reset();
          void router.invalidate();
        }}
      />
    </div>
  );
}
