import { Outlet, useParams } from "@tanstack/react-router";

import { MapFrame } from "./MapFrame";

const TABLES: Record<string, string> = {
  carried: "single-points",
  freshness: "stale",
  complaints: "complaints",
  kinds: "knowledge",
};

/** What the company knows about, in numbers that open. */
export function MapPage() {
  const { part = "" } = useParams({ strict: false });
  return (
    <MapFrame csv={`/api/map/csv?part=${TABLES[part] ?? "topics"}`}>
      <Outlet />
    </MapFrame>
  );
}
