import { expect, it } from "vitest";

import { matchingPeople } from "./matching";

const lin = { id: "1", name: "林岚", alternate_name: "", title: "销售总监", department: "销售部", email: "lin.lan@h.example" };
const wu = { id: "2", name: "吴桐", alternate_name: "", title: "Engineer", department: "售后部", email: "wu@h.example" };

it("finds by any part and needs every word", () => {
  expect(matchingPeople([lin, wu], "  ")).toEqual([lin, wu]);
  expect(matchingPeople([lin, wu], "ENGINEER")).toEqual([wu]);
  expect(matchingPeople([lin, wu], "销售 lin")).toEqual([lin]);
  expect(matchingPeople([lin, wu], "销售 wu")).toEqual([]);
});
