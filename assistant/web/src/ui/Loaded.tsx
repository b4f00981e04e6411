import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";

import { kindOf } from "../api/errors";
import { LoadFailure } from "./LoadFailure";
import { Skeleton } from "./Skeleton";

interface LoadedProps<T> {
  query: UseQueryResult<T, unknown>;
  /** Lines where text will be, unless something else looks more like what comes. */
  pending?: ReactNode;
  children: (value: NonNullable<T>) => ReactNode;
}

/** What was asked of the server: on its way, failed with a way on, or there. */
export function Loaded<T>({ query, pending = <Skeleton />, children }: LoadedProps<T>) {
  if (query.isPending) return pending;
  if (query.data === undefined || query.data === null) {
    return (
      <LoadFailure
        failure={kindOf(query.error)}
        retry={() => {
          void query.refetch();
        }}
      />
    );
  }
  return children(query.data);
}
