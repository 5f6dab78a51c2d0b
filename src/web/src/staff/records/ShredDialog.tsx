import { useState, type FormEvent } from 'react';
import { phone } from '../../shared/phone';
import type { ClinicTime } from '../../shared/time';
import type { Patient } from '../patients/PatientsPane';
import { post } from '../session/ask';
import { Dialog } from '../shell/Dialog';
import { useAction } from '../shell/useAction';
import { Wrong } from '../shell/Wrong';
import { People } from './People';
import { isExported, type RecordState } from './record';

/** Names the number and who is on it; the last digits show that the person means it and not the one above it in the list. */
export function ShredDialog({ path, record, number, people, time, close, done }: {
  path: string;
  record: RecordState;
  number: string | null;
  people: readonly Patient[];
  time: ClinicTime;
  close: () => void;
  done: (at: string, patients: number) => void;
}) {
  const [lastFour, setLastFour] = useState('');
  const { busy, problem, run } = useAction();
  const hindrances = [
    record.hold && 'It is on hold. Release the hold first.',
    !record.due && `It must be kept until ${record.keepUntil ? time.exact(record.keepUntil) : 'a day that is not known'}.`,
    !isExported(record) && 'Download the record first: an export newer than the last activity is needed.',
  ].filter((one) => typeof one === 'string');

  const submit = (event: FormEvent) => {
    event.preventDefault();
    void run(async () => {
      const { at, patients } = await post<{ at: string; patients: number }>(`${path}/shred`, { lastFour });
      done(at, patients);
    });
  };
  return (
    <Dialog title={`Destroy the record of ${phone(number) || 'this number'}?`} onClose={close}>
      <People people={people} />
      {hindrances.length > 0
        ? (
          <>
            <p>This record cannot be destroyed now:</p>
            <ul className="bullets">{hindrances.map((one) => <li key={one}>{one}</li>)}</ul>
            <div className="buttons"><button type="button" data-first onClick={close}>Close</button></div>
          </>
        )
        : (
          <>
            <p>
              Messages, notes, files and names of everybody on this number are destroyed <strong>for good, in seven days</strong>. Until
              then an owner can keep it after all. That it was done stays in the log, and a patient’s STOP is still obeyed.
            </p>
            <form onSubmit={submit} autoComplete="off">
              <label>
                <span>Last four digits of the number</span>
                <input
                  value={lastFour} required inputMode="numeric" pattern="[0-9]{4}" maxLength={4} data-first
                  onChange={(event) => setLastFour(event.target.value)}
                />
              </label>
              <Wrong problem={problem} />
              <div className="buttons">
                <button type="submit" className="danger" disabled={busy}>Destroy in seven days</button>
                <button type="button" onClick={close}>Cancel</button>
              </div>
            </form>
          </>
        )}
    </Dialog>
  );
}
