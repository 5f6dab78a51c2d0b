import type { Both, Form, QuestionType } from '../../shared/form';

export const days = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
export type Hours = Record<(typeof days)[number], string | null>;

export const questionTypes: Record<QuestionType, string> = {
  text: 'One line', long: 'Several lines', date: 'Date', choice: 'One of several', many: 'Any of several',
  yesno: 'Yes or no', number: 'Number', phone: 'Phone number',
};

/** A section's name is the name of its property. */
export interface Settings {
  version: number;
  /** The newest stored version was changed from outside; these are the ones before. */
  damaged?: boolean;
  officeNumber: string | null;
  hours: Hours;
  holidays: { date: string; name: string }[];
  automaticAnswers: Record<AutomaticAnswer, Both>;
  consentWording: Both;
  templates: Record<Template, Both>;
  cannedReplies: ({ id: string; title: string } & Both)[];
  forms: Form[];
  policies: { id: string; title: string; version: number; text: string }[];
  retention?: { years: number };
  agreements?: { id: string; service: string; counterpart: string; what: string; signedOn: string | null; reference: string | null; reviewOn: string | null }[];
}

export type Section = Exclude<keyof Settings, 'version' | 'damaged'>;

export const automaticAnswers = {
  stopped: 'After STOP', help: 'After HELP', started: 'After START',
  firstContact: 'To a stranger’s first text', afterHours: 'When the clinic is closed',
} as const;
export type AutomaticAnswer = keyof typeof automaticAnswers;

export const templates = {
  secureLink: 'Link to a message', formLink: 'Link to a form', oneTimeCode: 'One-time code',
} as const;
export type Template = keyof typeof templates;

const fresh = 'new:';

/** Tells what was added on this page from its neighbours; the server gives the id that lasts. */
export const newId = (): string => fresh + crypto.randomUUID();

/** What is sent: the ids that this page made up are left empty. */
export const withoutNewIds = (value: unknown): unknown => JSON.parse(
  JSON.stringify(value, (key, part: unknown) =>
    key === 'id' && typeof part === 'string' && part.startsWith(fresh) ? '' : part)) as unknown;
