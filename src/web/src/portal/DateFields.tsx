import { useId } from 'react';
import type { Words } from './words';

export interface DateParts {
  month: string;
  day: string;
  year: string;
}

export const noDate: DateParts = { month: '', day: '', year: '' };

/** `YYYY-MM-DD`, or null when the parts make no date between 1900 and today. */
export function isoOf({ month, day, year }: DateParts, latest = new Date().getFullYear()): string | null {
  if (!/^\d{1,2}$/.test(month.trim()) || !/^\d{1,2}$/.test(day.trim()) || !/^\d{4}$/.test(year.trim())) return null;
  const [m, d, y] = [Number(month), Number(day), Number(year)];
  const date = new Date(Date.UTC(y, m - 1, d));
  if (y < 1900 || y > latest || date.getUTCMonth() !== m - 1 || date.getUTCDate() !== d) return null;
  return date.toISOString().slice(0, 10);
}

interface Props {
  words: Words;
  value: DateParts;
  onChange(value: DateParts): void;
  /** Id of the element that says what is wrong, when something is. */
  errorId?: string | undefined;
  birthday?: boolean;
}

/** Three plain fields: a calendar is no way to reach a year decades ago, least of all on a phone. */
export function DateFields({ words, value, onChange, errorId, birthday }: Props) {
  const id = useId();
  const field = (part: keyof DateParts, label: string, hint: string, length: number, autoComplete: string) => (
    <div className={`date-part ${part}`}>
      <label htmlFor={id + part}>{label}</label>
      <input
        id={id + part} value={value[part]} inputMode="numeric" maxLength={length}
        autoComplete={birthday ? autoComplete : 'off'} aria-describedby={`${id + part}-hint ${errorId ?? ''}`.trim()}
        aria-invalid={errorId ? true : undefined}
        onChange={(event) => onChange({ ...value, [part]: event.target.value })}
      />
      <span className="hint" id={`${id + part}-hint`}>{hint}</span>
    </div>
  );
  return (
    <div className="date">
      {field('month', words.month, words.monthHint, 2, 'bday-month')}
      {field('day', words.day, words.dayHint, 2, 'bday-day')}
      {field('year', words.year, words.yearHint, 4, 'bday-year')}
    </div>
  );
}
