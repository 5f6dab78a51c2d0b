import type { ClinicTime } from './time';

/** Days are `2026-11-22` on the clinic's calendar; '' while a field is empty. */
export const addDays = (day: string, n: number): string =>
  day ? new Date(Date.parse(day) + n * 86_400_000).toISOString().slice(0, 10) : '';

export const dayAfter = (day: string): string => addDays(day, 1);

/** Its midnight on the clinic's clock. */
export const startOf = (day: string, time: ClinicTime): string | undefined => time.moment(`${day}T00:00`)?.toISOString();
