import type { ClinicTime } from '../../../shared/time';
import type { OccasionKind, Selection } from '../campaign';
import { addDays, dayAfter, startOf } from '../../../shared/days';
import { kinds } from '../words';

/** What the form says: days on the clinic's calendar, both included. */
export interface Days {
  from: string;
  until: string;
}

/** The days that a form begins with. */
export function daysFor(kind: OccasionKind, time: ClinicTime): Days {
  const today = time.key(new Date());
  const [from, until] = kinds[kind].days ?? [0, 0];
  return { from: addDays(today, from), until: addDays(today, until) };
}

/** Midnight to midnight on the clinic's clock; an ongoing campaign has no last day. */
export function selectionOf(kind: OccasionKind, days: Days, ongoing: boolean, time: ClinicTime): Selection {
  if (!kinds[kind].days) return { kind };
  const from = startOf(days.from, time);
  const until = ongoing ? undefined : startOf(dayAfter(days.until), time);
  return { kind, ...(from ? { from } : {}), ...(until ? { until } : {}) };
}

const dayWords = new Intl.DateTimeFormat('en-US', { timeZone: 'UTC', month: 'short', day: 'numeric' });
const spoken = (day: string): string => (day ? dayWords.format(new Date(day)) : '');

/** A name that tells campaigns apart in the list; nothing of a patient. */
export function nameFor(title: string, kind: OccasionKind, days: Days, ongoing: boolean, time: ClinicTime): string {
  if (!kinds[kind].days) return `${title}, ${spoken(time.key(new Date()))}`;
  return ongoing ? `${title}, from ${spoken(days.from)} on` : `${title}, ${spoken(days.from)} to ${spoken(days.until)}`;
}
