import type { Week } from '../campaign';

const height = 120;
const barWidth = 18;
const gap = 20;
const foot = 18;

const month = new Intl.DateTimeFormat('en-US', { timeZone: 'UTC', month: 'short', day: 'numeric' });
const labelOf = (week: Week): string => month.format(new Date(`${week.week}T00:00:00Z`));

/** Three bars a week. The table below it says the same to those who cannot see it. */
export function WeekChart({ weeks, paid }: { weeks: readonly Week[]; paid: boolean }) {
  const series: { name: string; of: (week: Week) => number }[] = [
    { name: 'Sent', of: (week) => week.sent },
    { name: 'Answered', of: (week) => week.answered },
    paid ? { name: 'Paid', of: (week) => week.paid } : { name: 'Confirmed', of: (week) => week.confirmed },
  ];
  const most = Math.max(1, ...weeks.flatMap((week) => series.map(({ of }) => of(week))));
  const group = series.length * barWidth + gap;
  const width = Math.max(group * weeks.length, group);
  return (
    <figure className="card chart">
      <figcaption>
        <h2>By week</h2>
        <ul className="legend">
          {series.map(({ name }, index) => <li key={name}><span className={`swatch series-${index}`} aria-hidden="true" /> {name}</li>)}
        </ul>
      </figcaption>
      <div className="chart-frame">
        <svg
          viewBox={`0 0 ${width} ${height + foot}`} width={width} height={height + foot} role="img"
          aria-label={`Bars of ${series.map((one) => one.name.toLowerCase()).join(', ')} for each week; the table below has the numbers.`}
        >
          <line x1="0" x2={width} y1={height} y2={height} className="axis" />
          {weeks.map((week, at) => (
            <g key={week.week} transform={`translate(${at * group + gap / 2} 0)`}>
              {series.map(({ name, of }, index) => {
                const tall = Math.round((of(week) / most) * (height - 14));
                return (
                  <g key={name}>
                    <rect x={index * barWidth} y={height - tall} width={barWidth - 2} height={tall} className={`series-${index}`} />
                    {of(week) > 0 && of(week) < 1000 && (
                      <text x={index * barWidth + barWidth / 2 - 1} y={height - tall - 3} textAnchor="middle">{of(week)}</text>
                    )}
                  </g>
                );
              })}
              <text x={(series.length * barWidth) / 2} y={height + 13} textAnchor="middle">{labelOf(week)}</text>
            </g>
          ))}
        </svg>
      </div>
      <details>
        <summary>The same as a table</summary>
        <div className="table-frame">
          <table>
            <thead>
              <tr>
                <th scope="col">Week of</th>
                {series.map(({ name }) => <th key={name} scope="col" className="amount">{name}</th>)}
              </tr>
            </thead>
            <tbody>
              {weeks.map((week) => (
                <tr key={week.week}>
                  <th scope="row">{labelOf(week)}</th>
                  {series.map(({ name, of }) => <td key={name} className="amount">{of(week).toLocaleString('en-US')}</td>)}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </figure>
  );
}
