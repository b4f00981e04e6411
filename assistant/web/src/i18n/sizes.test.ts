import { expect, it } from "vitest";

import { formatBytes } from "./sizes";

it("says how large something is as people do", () => {
  const said = [0, 40, 312_400, 4_240_000, 81_400_000_000].map((bytes) => formatBytes(bytes, "en"));
  expect(said).toEqual(["0.1 kB", "0.1 kB", "312 kB", "4.2 MB", "81 GB"]);
});
