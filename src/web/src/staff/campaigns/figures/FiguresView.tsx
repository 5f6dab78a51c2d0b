import type { Figures, Week } from '../campaign';
import { whyNot } from '../words';
import { tilesOf } from './tiles';
import { WeekChart } from './WeekChart';

/** Figures as tiles, a chart by week, and what was not sent and why. */
export function FiguresView({ figures, byWeek }: { figures: Figures; byWeek: readonly Week[] }) {
  const held = Object.entries(figures.suppressed).filter(([, n]) => n > 0).sort(([, a], [, b]) => b - a);
  return (
    <>
      <dl className="tiles">
        {tilesOf(figures).map(({ name, value, note }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}{note && <> <span className="quiet">{note}</span></>}</dd>
          </div>
        ))}
      </dl>
      {byWeek.length > 0 && <WeekChart weeks={byWeek} paid={figures.paid > 0} />}
      {held.length > 0 && (
        <section className="card">
          <h2>Not sent, and why</h2>
          <table>
            <thead><tr><th scope="col">Reason</th><th scope="col" className="amount">Texts</th></tr></thead>
            <tbody>
              {held.map(([code, n]) => (
                <tr key={code}><th scope="row">{whyNot(code)}</th><td className="amount">{n.toLocaleString('en-US')}</td></tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </>
  );
}
