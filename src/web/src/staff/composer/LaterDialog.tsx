import { useState, type FormEvent } from 'react';
import type { ClinicTime } from '../../shared/time';
import { Dialog } from '../shell/Dialog';

const furthest = 30 * 86_400_000;

/** When the text is to go, on the clinic's clock. */
export function LaterDialog({ time, choose, close }: { time: ClinicTime; choose: (at: Date) => void; close: () => void }) {
  const now = new Date();
  const [value, setValue] = useState(() => morning(time, now, 1));
  const [wrong, setWrong] = useState<string | null>(null);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const at = time.moment(value);
    if (!at || at.getTime() <= Date.now()) return setWrong('Choose a time that is still to come.');
    if (at.getTime() > Date.now() + furthest) return setWrong('At most 30 days ahead.');
    choose(at);
  };

  return (
    <Dialog title="Send later" onClose={close}>
      <form onSubmit={submit}>
        <div className="buttons">
          <button type="button" onClick={() => setValue(time.local(new Date(now.getTime() + 3_600_000)))}>In an hour</button>
          <button type="button" onClick={() => setValue(morning(time, now, 1))}>Tomorrow 8:00</button>
          <button type="button" onClick={() => setValue(morning(time, now, 7))}>In a week 8:00</button>
        </div>
        <label>
          <span>Day and time (clinic’s clock)</span>
          <input
            type="datetime-local" value={value} data-first required
            min={time.local(now)} max={time.local(new Date(now.getTime() + furthest))}
            onChange={(event) => setValue(event.target.value)}
          />
        </label>
        {wrong && <p className="inline wrong" role="alert">{wrong}</p>}
        <div className="buttons">
          <button type="submit" className="primary">Send then</button>
          <button type="button" onClick={close}>Cancel</button>
        </div>
      </form>
    </Dialog>
  );
}

const morning = (time: ClinicTime, now: Date, days: number): string =>
  `${time.key(new Date(now.getTime() + days * 86_400_000))}T08:00`;
