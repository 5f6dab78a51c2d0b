import { useState } from 'react';
import { SaveForm } from './SaveForm';
import type { EditorProps } from './SettingsPage';
import { days, type Hours } from './settings';

export function OfficeNumberForm({ settings, state }: EditorProps) {
  const [number, setNumber] = useState(settings.officeNumber ?? '');
  return (
    <SaveForm title="Office number" busy={state.busy} save={() => void state.save('officeNumber', number.trim() || null)}>
      <label>
        <span>What patients call</span>
        <input type="tel" value={number} maxLength={30} onChange={(event) => setNumber(event.target.value)} />
      </label>
    </SaveForm>
  );
}

export function HoursForm({ settings, state }: EditorProps) {
  const [hours, setHours] = useState(settings.hours);
  return (
    <SaveForm title="Opening hours" busy={state.busy} save={() => void state.save('hours', hours)}>
      {days.map((day) => <Day key={day} day={day} hours={hours} set={setHours} />)}
    </SaveForm>
  );
}

export function HolidaysForm({ settings, state }: EditorProps) {
  const [holidays, setHolidays] = useState(settings.holidays);
  const setHoliday = (index: number, part: Partial<{ date: string; name: string }>) =>
    setHolidays(holidays.map((one, at) => (at === index ? { ...one, ...part } : one)));
  return (
    <SaveForm title="Holidays" busy={state.busy} save={() => void state.save('holidays', holidays)}>
      {holidays.map((one, index) => (
        <div className="field-row" key={index}>
          <label>
            <span>Day</span>
            <input type="date" value={one.date} required onChange={(event) => setHoliday(index, { date: event.target.value })} />
          </label>
          <label className="grow">
            <span>Name</span>
            <input value={one.name} required maxLength={60} onChange={(event) => setHoliday(index, { name: event.target.value })} />
          </label>
          <button
            type="button" aria-label={`Remove ${one.name || one.date}`}
            onClick={() => setHolidays(holidays.filter((_, at) => at !== index))}
          >
            Remove
          </button>
        </div>
      ))}
      <div><button type="button" onClick={() => setHolidays([...holidays, { date: '', name: '' }])}>Add a holiday</button></div>
    </SaveForm>
  );
}

function Day({ day, hours, set }: { day: (typeof days)[number]; hours: Hours; set: (hours: Hours) => void }) {
  const name = day[0]?.toUpperCase() + day.slice(1);
  const span = hours[day];
  const [from = '08:00', to = '17:00'] = span?.split('-') ?? [];
  return (
    <div className="day-row" role="group" aria-label={name}>
      <label className="check">
        <input
          type="checkbox" checked={span !== null}
          onChange={(event) => set({ ...hours, [day]: event.target.checked ? `${from}-${to}` : null })}
        />
        {name}
      </label>
      {span === null
        ? <span className="quiet">closed</span>
        : (
          <>
            <input
              type="time" aria-label={`${name}, opens`} value={from} required
              onChange={(event) => set({ ...hours, [day]: `${event.target.value}-${to}` })}
            />
            <span>to</span>
            <input
              type="time" aria-label={`${name}, closes`} value={to} required
              onChange={(event) => set({ ...hours, [day]: `${from}-${event.target.value}` })}
            />
          </>
        )}
    </div>
  );
}
