import { Link } from "@tanstack/react-router";

import type { components } from "../api/schema";
import { useLanguage } from "../i18n/useLanguage";
import { topicName } from "./topicName";

interface TopicLinkProps {
  id: string;
  name: components["schemas"]["TopicName"];
}

/** A topic's name, which leads to its page. */
export function TopicLink({ id, name }: TopicLinkProps) {
  const language = useLanguage();
  return (
    <Link to="/map/topics/$id" params={{ id }} className="link">
      {topicName(name, language)}
    </Link>
  );
}
