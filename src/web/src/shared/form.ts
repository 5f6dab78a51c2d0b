export type Language = 'en' | 'es';

/** The same words in both languages. */
export type Both = Record<Language, string>;

export type QuestionType = 'text' | 'long' | 'date' | 'choice' | 'many' | 'yesno' | 'number' | 'phone';

export interface Question {
  id: string;
  type: QuestionType;
  label: Both;
  help?: Both | null;
  required: boolean;
  options?: ({ id: string } & Both)[] | null;
}

/** A form that staff write and patients fill in. */
export interface Form {
  id: string;
  title: Both;
  questions: Question[];
}
