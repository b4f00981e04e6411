import { describe, expect, it } from "vitest";

import {
  fieldAtFault,
  initialValues,
  type KindOfSource,
  linesOf,
  missingFields,
  sentFields,
  type SourceField,
  type SourceStated,
} from "./formValues";

function field(name: string, more: Partial<SourceField> = {}): SourceField {
  return {
    name,
    type: "text",
    required: false,
    default: null,
    example: null,
    choices: [],
    variable: false,
    usual: true,
    ...more,
  };
}

const KIND: KindOfSource = {
  beginning: "folder",
  kind: "folder",
  fields: [
    field("path", { required: true }),
    field("include", { type: "list", default: ["**/*"] }),
    field("max_file_mb", { type: "integer", default: 100 }),
    field("watch", { type: "boolean", default: false }),
    field("tls", { type: "choice", default: true, choices: [true, "starttls", false] }),
  ],
  tables: "",
  tables_required: false,
  audience: true,
  missing: "",
};

describe("a source's form", () => {
  it("begins with what is assumed, and sends nothing of that", () => {
    const values = initialValues(KIND);
    expect(values).toEqual({
      path: "",
      include: "**/*",
      max_file_mb: "100",
      watch: false,
      tls: "true",
    });
    expect(sentFields(KIND, values)).toEqual({});
    expect(missingFields(KIND, values)).toEqual(["path"]);
  });

  it("sends what was written, each as what it is", () => {
    const values = {
      path: " notes ",
      include: "a/**\n\n b/** \na/**",
      max_file_mb: "20",
      watch: true,
      tls: "false",
    };
    expect(sentFields(KIND, values)).toEqual({
      path: "notes",
      include: ["a/**", "b/**"],
      max_file_mb: 20,
      watch: true,
      tls: false,
    });
    expect(missingFields(KIND, values)).toEqual([]);
  });

  it("leaves to the server to say what is no number", () => {
    expect(sentFields(KIND, { ...initialValues(KIND), max_file_mb: "many" })).toEqual({
      max_file_mb: "many",
    });
  });

  it("shows what a source was told, and sends it again", () => {
    const stated: SourceStated = {
      name: "notes",
      beginning: "folder",
      kind: "folder",
      added: true,
      fields: { path: "notes", include: ["x/**"], tls: "starttls" },
      tables: "",
      unset: [],
    };
    const values = initialValues(KIND, stated);
    expect(values["include"]).toBe("x/**");
    expect(sentFields(KIND, values)).toEqual(stated.fields);
  });

  it("knows which field a refusal is about", () => {
    expect(fieldAtFault("max_file_mb: Input should be a valid integer", KIND)).toBe("max_file_mb");
    expect(fieldAtFault("something else", KIND)).toBeUndefined();
  });
});

describe("linesOf", () => {
  it("gives each line once, without what is blank", () => {
    expect(linesOf(" a \n\na\nb")).toEqual(["a", "b"]);
  });
});
