import {
  type AppendMessage,
  type AssistantRuntime,
  type ThreadMessageLike,
  useExternalStoreRuntime,
} from "@assistant-ui/react";
import { useMemo } from "react";

import type { Exchange } from "./exchange";
import type { Narrowing } from "./narrowing";
import type { Conversation } from "./useConversation";

interface Line {
  role: "user" | "assistant";
  exchange: Exchange;
}

/** Our conversation in the shape that assistant-ui's composer and viewport work with. */
export function useChatRuntime(chat: Conversation, narrowing: Narrowing): AssistantRuntime {
  const lines = useMemo<Line[]>(
    () =>
      chat.exchanges.flatMap((exchange) => [
        { role: "user", exchange },
        { role: "assistant", exchange },
      ]),
    [chat.exchanges],
  );
  return useExternalStoreRuntime<Line>({
    messages: lines,
    convertMessage,
    isRunning: chat.running,
    onNew: (message) => {
      chat.ask(textOf(message), narrowing);
      return Promise.resolve();
    },
    onCancel: () => {
      chat.stop();
      return Promise.resolve();
    },
  });
}

function convertMessage({ role, exchange }: Line): ThreadMessageLike {
  if (role === "user") {
    return { role, id: `${exchange.id}:question`, content: exchange.question };
  }
  return {
    role,
    id: `${exchange.id}:answer`,
    content: exchange.sentences.map((sentence) => sentence.text).join("\n"),
    metadata: { custom: { exchangeId: exchange.id } },
    status:
      exchange.state === "asking"
        ? { type: "running" }
        : exchange.state === "done"
          ? { type: "complete", reason: "stop" }
          : { type: "incomplete", reason: exchange.state === "stopped" ? "cancelled" : "error" },
  };
}

function textOf(message: AppendMessage): string {
  return message.content
    .map((part) => (part.type === "text" ? part.text : ""))
    .join("\n");
}
