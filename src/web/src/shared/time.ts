/** Times of the clinic, whatever zone the browser is in. */
export interface ClinicTime {
  /** `3:05 PM` */
  clock(at: string): string;
  /** `3:05 PM` today, `Tue` within a week, else `Jan 5`. */
  short(at: string): string;
  /** `Today`, `Yesterday`, else `Tuesday, January 5`. */
  day(at: string): string;
  /** `Tue, Jan 5, 3:05 PM`, without the day when it is today. */
  full(at: string): string;
  /** `Jan 5, 2026, 3:05:12 PM PST`, for records. */
  exact(at: string): string;
  /** `2026-01-05`: one text for each day. */
  key(at: string | Date): string;
  /** `2026-01-05T15:05` on the clinic's clock, for a date field. */
  local(at: Date): string;
  /** The moment that a date field's value names on the clinic's clock; null when it is none. */
  moment(local: string): Date | null;
}

export function clinicTime(timeZone: string, now: () => Date = () => new Date()): ClinicTime {
  const make = (options: Intl.DateTimeFormatOptions, locale = 'en-US') =>
    new Intl.DateTimeFormat(locale, { timeZone, ...options });
  const clock = make({ hour: 'numeric', minute: '2-digit' });
  const weekday = make({ weekday: 'short' });
  const month = make({ month: 'short', day: 'numeric' });
  const long = make({ weekday: 'long', month: 'long', day: 'numeric' });
  const full = make({ weekday: 'short', month: 'short', day: 'numeric', hour: 'numeric', minute: '2-digit' });
  const exact = make({
    year: 'numeric', month: 'short', day: 'numeric', hour: 'numeric', minute: '2-digit', second: '2-digit', timeZoneName: 'short',
  });
  const stamp = make(
    { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }, 'sv-SE');

  const local = (at: Date) => stamp.format(at).replace(' ', 'T');
  const key = (at: string | Date) => local(new Date(at)).slice(0, 10);
  const daysAgo = (at: string) => Math.round((Date.parse(key(now())) - Date.parse(key(at))) / 86_400_000);

  return {
    clock: (at) => clock.format(new Date(at)),
    short: (at) => {
      const ago = daysAgo(at);
      return (ago === 0 ? clock : ago > 0 && ago < 7 ? weekday : month).format(new Date(at));
    },
    day: (at) => ['Today', 'Yesterday'][daysAgo(at)] ?? long.format(new Date(at)),
    full: (at) => (daysAgo(at) === 0 ? clock : full).format(new Date(at)),
    exact: (at) => exact.format(new Date(at)),
    key,
    local,
    moment: (text) => {
      if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(text)) return null;
      const wanted = Date.parse(`${text.slice(0, 16)}Z`);
      // Twice, since the first guess may stand on the other side of a change to summer time.
      let guess = wanted;
      for (let i = 0; i < 2; i++) guess += wanted - Date.parse(`${local(new Date(guess))}Z`);
      return new Date(guess);
    },
  };
}
