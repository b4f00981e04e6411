import { expect, it } from "vitest";

import { pageOf } from "./Pager";

it("takes from an address only a page that there is", () => {
  expect(["3", "7", "0", "-2", "1.5", "1e99", "three", undefined].map((said) => pageOf(said, 4))).toEqual([
    3, 4, 1, 1, 1, 1, 1, 1,
  ]);
  expect(pageOf("2", 0)).toBe(1);
});
