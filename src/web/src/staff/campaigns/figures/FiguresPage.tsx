import { useMemo, useState } from 'react';
import { clinicTime } from '../../../shared/time';
import { useMe } from '../../session/me';
import { Wrong } from '../../shell/Wrong';
import type { Figures, Week } from '../campaign';
import { addDays, dayAfter, startOf } from '../../../shared/days';
import { useLoad } from '../../shell/useLoad';
import { FiguresView } from './FiguresView';

interface Report {
  figures: Figures;
  byWeek: Week[];
  byCampaign: { id: string; name: string; figures: Figures }[];
}

const shownDays = 90;

/** What all campaigns came to between two days. */
export function FiguresPage() {
  const me = useMe();
  const time = useMemo(() => clinicTime(me.clinic.timeZone), [me.clinic.timeZone]);
  const [from, setFrom] = useState(() => addDays(time.key(new Date()), -shownDays));
  const [until, setUntil] = useState(() => time.key(new Date()));
  const query = new URLSearchParams();
  const [first, last] = [startOf(from, time), startOf(dayAfter(until), time)];
  if (first) query.set('from', first);
  if (last) query.set('until', last);
  const { value, problem } = useLoad<Report>(`figures?${query}`);

  return (
    <>
      <h1>Figures</h1>
      <div className="field-row figures-days">
        <label><span>From</span><input type="date" value={from} max={until} onChange={(event) => setFrom(event.target.value)} /></label>
        <label><span>until, that day included</span><input type="date" value={until} min={from} onChange={(event) => setUntil(event.target.value)} /></label>
      </div>
      <Wrong problem={problem} />
      {!value && !problem && <p role="status">Loading …</p>}
      {value && <FiguresView figures={value.figures} byWeek={value.byWeek} />}
      {value && value.byCampaign.length > 0 && (
        <section className="card" aria-labelledby="by-campaign">
          <h2 id="by-campaign">By campaign</h2>
          <div className="table-frame" tabIndex={0} role="region" aria-label="Figures by campaign">
            <table>
              <thead>
                <tr>
                  <th scope="col">Campaign</th>
                  {columns.map(([name]) => <th key={name} scope="col" className="amount">{name}</th>)}
                </tr>
              </thead>
              <tbody>
                {value.byCampaign.map((one) => (
                  <tr key={one.id}>
                    <th scope="row"><a href={`#/campaigns/watch/${one.id}`}>{one.name}</a></th>
                    {columns.map(([name, of]) => <td key={name} className="amount">{of(one.figures).toLocaleString('en-US')}</td>)}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </section>
      )}
    </>
  );
}

const columns: [string, (figures: Figures) => number][] = [
  ['People', (one) => one.people], ['Sent', (one) => one.sent], ['Arrived', (one) => one.delivered],
  ['Answered', (one) => one.answered], ['Confirmed', (one) => one.confirmed], ['Paid', (one) => one.paid],
  ['Stopped', (one) => one.withdrawn],
];
