import { expect, test } from "vitest";

import { nameIn } from "./names";

const hengyue = { name: "苏州恒岳电气股份有限公司", alternate_name: "Hengyue Electric" };
const nordvik = { name: "Nordvik Packaging", alternate_name: "诺德包装" };
const alone = { name: "瑞丰机械", alternate_name: "" };

test("a reader is shown the name in the script of their language", () => {
  expect([hengyue, nordvik].map((one) => nameIn("zh", one))).toEqual([hengyue.name, "诺德包装"]);
  expect([hengyue, nordvik].map((one) => nameIn("en", one))).toEqual(["Hengyue Electric", nordvik.name]);
});

test("the only name is shown to everybody", () => {
  expect(nameIn("en", alone)).toBe("瑞丰机械");
  expect(nameIn("zh", { name: "Beta", alternate_name: "" })).toBe("Beta");
});
