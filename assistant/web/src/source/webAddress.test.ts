import { expect, it } from "vitest";

import { webAddress } from "./webAddress";

it("links http and https and nothing else", () => {
  expect(webAddress("https://crm.example/a b")).toBe("https://crm.example/a%20b");
  expect(webAddress("javascript:alert(1)//https://x")).toBeNull();
  expect(webAddress("data:text/html,x")).toBeNull();
  expect(webAddress("contracts/2026/a.pdf")).toBeNull();
  expect(webAddress("https://")).toBeNull();
  expect(webAddress("")).toBeNull();
});
