import { describe, expect, it } from "vitest";

import { askEventOf } from "./ask";
import { ApiError } from "./errors";
import { EventStreamParser } from "./sse";

function parse(...pieces: string[]) {
  const parser = new EventStreamParser();
  return pieces.flatMap((piece) => parser.push(piece));
}

describe("EventStreamParser", () => {
  it("reads events however the text is cut", () => {
    const stream = 'event: sentence\ndata: {"a": "二期"}\n\nevent: done\ndata: {}\n\n';
    for (let at = 0; at <= stream.length; at += 1) {
      expect(parse(stream.slice(0, at), stream.slice(at))).toEqual([
        { event: "sentence", data: '{"a": "二期"}' },
        { event: "done", data: "{}" },
      ]);
    }
  });

  it("takes every line ending, even one cut in half", () => {
    expect(parse("event: a\r", "\ndata: 1\r\n\r", "\n")).toEqual([{ event: "a", data: "1" }]);
    expect(parse("data: 1\rdata: 2\r\r", "\n")).toEqual([{ event: "message", data: "1\n2" }]);
  });

  it("skips comments and events without data", () => {
    expect(parse(": keep-alive\n\nevent: ping\n\ndata:x\n\n")).toEqual([
      { event: "message", data: "x" },
    ]);
  });

  it("yields nothing until an event is whole", () => {
    expect(parse("event: done\ndata: {}\n")).toEqual([]);
  });
});

describe("askEventOf", () => {
  it("throws on an error event", () => {
    const data = '{"error": {"code": "transient", "message": "the disk is busy"}}';
    expect(() => askEventOf({ event: "error", data })).toThrow(
      new ApiError("unreachable", "the disk is busy"),
    );
  });

  it("passes over events it does not know", () => {
    expect(askEventOf({ event: "later", data: "{}" })).toBeNull();
  });
});
