import { createContext, use } from "react";

import type { Conversation } from "./useConversation";

export const ConversationContext = createContext<Conversation | null>(null);

export function useChat(): Conversation {
  const chat = use(ConversationContext);
  if (!chat) throw new Error("useChat needs a ConversationContext above it");
  return chat;
}
