/** The JSON that the server speaks: assistant/answers.py and assistant/views.py, name for name. */

export type Kind =
  | "file"
  | "account"
  | "contact"
  | "deal"
  | "contract"
  | "product"
  | "project"
  | "visit"
  | "call"
  | "mail"
  | "meeting"
  | "event"
  | "task"
  | "chat"
  | "ticket"
  | "article"
  | "answer"
  | "person";

export type Role =
  | "author"
  | "owner"
  | "participant"
  | "assignee"
  | "resolver"
  | "reviewer"
  | "mentioned";

export type Language = "zh" | "en";

/** "2026-05-03", or an instant such as "2026-05-03T01:30:00Z". */
export type Moment = string;

export interface PersonCard {
  id: string;
  name: string;
  title: string;
  department: string;
  email: string;
}

export interface CustomerLink {
  id: string;
  name: string;
}

export interface RecordLink {
  record_id: string;
  title: string;
}

/** `start` and `end` are Unicode code points in that version's text. */
export interface Citation {
  number: number;
  record_id: string;
  version: number;
  chunk_id: string;
  source: string;
  kind: Kind;
  title: string;
  uri: string;
  page: string;
  heading: string[];
  quote: string;
  start: number;
  end: number;
  customers: string[];
  people: string[];
  occurred_at: Moment | null;
}

export interface Sentence {
  text: string;
  citations: number[];
  supported: boolean;
}

export interface Reason {
  role: Role;
  count: number;
  last_at: Moment | null;
  records: RecordLink[];
}

export interface Expert {
  person: PersonCard;
  score: number;
  reasons: Reason[];
}

/** `number` is exact, as decimal text; empty where the row has none. `count` records are behind it. */
export interface TableRow {
  cells: string[];
  number: string;
  records: RecordLink[];
  count: number;
}

export interface AnswerTable {
  caption: string;
  columns: string[];
  rows: TableRow[];
  total_rows: number;
  chart: "" | "bar" | "line";
}

export interface Answer {
  answer_id: string;
  conversation_id: string;
  question: string;
  standalone_question: string;
  language: Language;
  mode: "reader" | "writer";
  answered: boolean;
  confidence: number;
  text: string;
  sentences: Sentence[];
  citations: Citation[];
  experts: Expert[];
  customers: CustomerLink[];
  total_ms: number;
  /** There where the answer is counted. */
  table: AnswerTable | null;
  /** Of the sentences, how many are borne out. */
  supported_share: number;
  /** What it lacks, or why it is not the one that was to be, in its language; often empty. */
  note: string;
}

export interface SectionView {
  start: number;
  end: number;
  heading: string[];
  page: string;
}

export interface FieldView {
  name: string;
  label: string;
  value: string;
  start: number;
  end: number;
}

export interface InvolvedPerson {
  person: PersonCard;
  role: Role;
}

export interface RecordView {
  record_id: string;
  version: number;
  live: boolean;
  source: string;
  kind: Kind;
  title: string;
  uri: string;
  occurred_at: Moment | null;
  text: string;
  sections: SectionView[];
  fields: FieldView[];
  people: InvolvedPerson[];
  customers: CustomerLink[];
}

export interface TimelineEntry {
  record: RecordLink;
  kind: Kind;
  occurred_at: Moment | null;
}

export interface CustomerView {
  id: string;
  name: string;
  aliases: string[];
  record_id: string;
  fields: FieldView[];
  record_count: number;
  timeline: TimelineEntry[];
}

export interface PersonView {
  person: PersonCard;
  active: boolean;
  manager: PersonCard | null;
  record_id: string;
  record_count: number;
  customers: CustomerLink[];
  timeline: TimelineEntry[];
}

/** The demo company: who there is to be, and the password that they all have. */
export interface Demo {
  today: string;
  password: string;
  people: PersonCard[];
}

/** Who is asking, how to sign in, and what the page shows before the first question. */
export interface Me {
  person: PersonCard | null;
  actions: ("ask" | "verify" | "see_coverage" | "administer")[];
  csrf: string;
  company: string;
  by_password: boolean;
  by_provider: boolean;
  demo: Demo | null;
  suggestions: Record<Language, string[]>;
}
