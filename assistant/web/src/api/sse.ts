/** One event of a text/event-stream. */
export interface ServerEvent {
  event: string;
  data: string;
}

/**
 * Reads server-sent events from text that arrives in arbitrary pieces, by the HTML standard's
 * rules for `event` and `data`: any line ending, comments skipped, data lines joined by \n.
 */
export class EventStreamParser {
  private buffer = "";
  private event = "";
  private data: string[] = [];

  /** The events that `piece` completes. */
  push(piece: string): ServerEvent[] {
    this.buffer += piece;
    const events: ServerEvent[] = [];
    for (;;) {
      const end = this.buffer.search(/\r\n|\n|\r/);
      if (end < 0) return events;
      // A lone \r at the very end may be the first half of \r\n: wait for the rest.
      if (this.buffer[end] === "\r" && end === this.buffer.length - 1) return events;
      const width = this.buffer.startsWith("\r\n", end) ? 2 : 1;
      const line = this.buffer.slice(0, end);
      this.buffer = this.buffer.slice(end + width);
      const complete = this.take(line);
      if (complete) events.push(complete);
    }
  }

  private take(line: string): ServerEvent | null {
    if (line === "") return this.dispatch();
    const colon = line.indexOf(":");
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
    if (field === "event") this.event = value;
    if (field === "data") this.data.push(value);
    return null;
  }

  private dispatch(): ServerEvent | null {
    const complete =
      this.data.length > 0 ? { event: this.event || "message", data: this.data.join("\n") } : null;
    this.event = "";
    this.data = [];
    return complete;
  }
}
