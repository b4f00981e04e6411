/** The JSON that the server speaks, by the names it has in the API's description. */
import type { components } from "./schema";

type Schemas = components["schemas"];

/** What the server counted by is nothing that the page shows. */
export type AnswerTable = Omit<Schemas["AnswerTable"], "query">;
export type Answer = Omit<Schemas["Answer"], "table"> & { table: AnswerTable | null };
export type AnswerPart = Schemas["AnswerPart"];
export type ChartPerson = Schemas["ChartPerson"];
export type Citation = Schemas["Citation"];
export type CustomerLink = Schemas["CustomerLink"];
export type CustomerView = Schemas["CustomerView"];
export type Demo = Schemas["Demo"];
export type Expert = Schemas["Expert"];
export type FieldView = Schemas["FieldView"];
export type Former = Schemas["Former"];
export type HandoverPack = Schemas["HandoverPack"];
export type InvolvedPerson = Schemas["InvolvedPerson"];
export type Knowing = Schemas["Knowing"];
export type LearningPath = Schemas["LearningPath"];
export type Me = Schemas["Me"];
export type OpenItem = Schemas["OpenItem"];
export type OrgChart = Schemas["OrgChart"];
export type PersonCard = Schemas["PersonCard"];
export type PersonList = Schemas["PersonList"];
export type PersonPage = Schemas["PersonPage"];
export type PersonRow = Schemas["PersonRow"];
export type ProjectLink = Schemas["ProjectLink"];
export type ProjectView = Schemas["ProjectView"];
export type Reason = Expert["reasons"][number];
export type RecordLink = Schemas["RecordLink"];
export type RecordQuote = Schemas["RecordQuote"];
export type RecordView = Schemas["RecordView"];
export type SectionView = Schemas["SectionView"];
export type Sentence = Schemas["Sentence"];
export type TableRow = Schemas["TableRow"];
export type TimelineEntry = Schemas["TimelineEntry"];
export type Verification = Schemas["Verification"];

export type Kind = RecordView["kind"];
export type Role = InvolvedPerson["role"];
export type Language = Answer["language"];
export type Action = Me["actions"][number];

/** "2026-05-03", or an instant such as "2026-05-03T01:30:00Z". */
export type Moment = string;
