import type { ClinicTime } from '../../shared/time';
import { lastDays, quick, quickOf, type Days } from './span';

/** From which day to which, on the clinic's calendar. */
export function DaysFields({ days, set, time, timeZone }: {
  days: Days;
  set: (days: Days) => void;
  time: ClinicTime;
  timeZone: string;
}) {
  const chosen = quickOf(days, time);
  return (
    <fieldset className="days">
      <legend>When <span className="quiet">({timeZone.replaceAll('_', ' ')})</span></legend>
      <div className="buttons">
        {Object.entries(quick).map(([n, name]) => (
          <button key={n} type="button" aria-pressed={chosen === Number(n)} onClick={() => set(lastDays(Number(n), time))}>{name}</button>
        ))}
      </div>
      <label>
        <span>From</span>
        <input type="date" value={days.from} required max={days.until} onChange={(event) => set({ ...days, from: event.target.value })} />
      </label>
      <label>
        <span>Until</span>
        <input type="date" value={days.until} required min={days.from} onChange={(event) => set({ ...days, until: event.target.value })} />
      </label>
    </fieldset>
  );
}
