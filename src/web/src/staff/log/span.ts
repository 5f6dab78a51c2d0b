import { addDays, startOf } from '../../shared/days';
import type { ClinicTime } from '../../shared/time';

export const quick = { 1: 'Today', 7: '7 days', 30: '30 days', 90: '90 days', 2193: '6 years' } as const;

/** Days of the clinic's calendar, both counted in. */
export interface Days {
  from: string;
  until: string;
}

/** The last `days` days, today among them. */
export const lastDays = (days: number, time: ClinicTime, now = new Date()): Days => {
  const today = time.key(now);
  return { from: addDays(today, 1 - days), until: today };
};

/** What of one patient's or one emergency's entries is looked through: people take a list that ends for all there is. */
export const withinOf = ({ from, until }: Days): string =>
  `Only the days from ${from} to ${until} are looked through. For what is older, choose an earlier first day.`;

/** Which quick choice these days are, if any. */
export const quickOf = (days: Days, time: ClinicTime, now = new Date()): number | null =>
  Object.keys(quick).map(Number).find((n) => {
    const last = lastDays(n, time, now);
    return last.from === days.from && last.until === days.until;
  }) ?? null;

/** The instants from the first midnight to the one after the last day; null while a day is missing or they are the wrong way round. */
export function spanOf({ from, until }: Days, time: ClinicTime): { from: string; until: string } | null {
  if (!from || !until || until < from) return null;
  const first = startOf(from, time);
  const end = startOf(addDays(until, 1), time);
  return first && end ? { from: first, until: end } : null;
}
