import { Key } from '../shell/Key';
import { hrefOf, type Place } from '../shell/route';
import type { Counts } from './useCounts';

export const places: readonly (readonly [Place, string])[] = [
  ['open', 'Open'], ['unanswered', 'Unanswered'], ['urgent', 'Urgent'],
  ['mine', 'Mine'], ['closed', 'Closed'], ['mentions', 'Mentions'],
];

export const nameOf = (place: Place): string => places.find(([one]) => one === place)?.[1] ?? '';

export function Views({ current, counts }: { current: Place | null; counts: Counts | null }) {
  return (
    <ul className="views">
      {places.map(([place, name], index) => (
        <li key={place}>
          <a
            href={hrefOf(place)}
            aria-current={place === current ? 'page' : undefined}
            aria-keyshortcuts={String(index + 1)}
          >
            <span className="name">{name}</span>
            <Count of={counts?.[place]} loud={place === 'urgent' || place === 'mentions'} />
            <Key of={String(index + 1)} />
          </a>
        </li>
      ))}
    </ul>
  );
}

function Count({ of, loud }: { of: number | undefined; loud: boolean }) {
  if (!of) return null;
  return <span className={loud ? 'count loud' : 'count'}>{of >= 1000 ? '999+' : of}</span>;
}
