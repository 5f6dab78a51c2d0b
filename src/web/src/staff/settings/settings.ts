export interface Both {
  en: string;
  es: string;
}

export const days = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
export type Hours = Record<(typeof days)[number], string | null>;

export const questionTypes = {
  text: 'One line', long: 'Several lines', date: 'Date', choice: 'One of several', many: 'Any of several',
  yesno: 'Yes or no', number: 'Number', phone: 'Phone number',
} as const;

export interface Question {
  id: string;
  type: keyof typeof questionTypes;
  label: Both;
  help?: Both | null;
  required: boolean;
  options?: ({ id: string } & Both)[] | null;
}

export interface Form {
  id: string;
  title: Both;
  questions: Question[];
}

/** A section's name is the name of its property. */
export interface Settings {
  version: number;
  officeNumber: string | null;
  hours: Hours;
  holidays: { date: string; name: string }[];
  automaticAnswers: Record<AutomaticAnswer, Both>;
  consentWording: Both;
  templates: Record<Template, Both>;
  cannedReplies: ({ id: string; title: string } & Both)[];
  forms: Form[];
  policies: { id: string; title: string; version: number; text: string }[];
}

export type Section = Exclude<keyof Settings, 'version'>;

export const automaticAnswers = {
  stopped: 'After STOP', help: 'After HELP', started: 'After START',
  firstContact: 'To a stranger’s first text', afterHours: 'When the clinic is closed',
} as const;
export type AutomaticAnswer = keyof typeof automaticAnswers;

export const templates = {
  secureLink: 'Link to a message', formLink: 'Link to a form', oneTimeCode: 'One-time code',
} as const;
export type Template = keyof typeof templates;

/** An id for a new reply, form, question or option: it need only differ from its neighbours. */
export const newId = (prefix: string): string => `${prefix}-${crypto.randomUUID().slice(0, 8)}`;
