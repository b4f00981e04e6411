import { expect, it } from "vitest";

import type { PersonCard } from "../api/types";
import { mayHandOver } from "./mayHandOver";

const card = (id: string): PersonCard => ({ id, name: id, alternate_name: "", title: "", department: "", email: "" });
const page = { person: card("p1"), line: [card("p2"), card("p3")] };

it("lets themselves, whoever is above them, and two roles open a pack", () => {
  expect(mayHandOver(page, { actions: ["ask"], person: card("p1") })).toBe(true);
  expect(mayHandOver(page, { actions: ["ask"], person: card("p3") })).toBe(true);
  expect(mayHandOver(page, { actions: ["ask", "see_coverage"], person: card("p9") })).toBe(true);
  expect(mayHandOver(page, { actions: ["ask", "administer"], person: card("p9") })).toBe(true);
  expect(mayHandOver(page, { actions: ["ask", "verify"], person: card("p9") })).toBe(false);
});
