import type { Figures } from '../campaign';
import { count } from '../words';

interface Tile {
  name: string;
  value: string;
  note?: string;
}

const share = (part: number, whole: number): string => (whole > 0 ? `${Math.round((part / whole) * 100)}%` : '');

/** The figures that say something: the plain ones always, the others when they are about what happened. */
export function tilesOf(figures: Figures): Tile[] {
  const { people, sent, delivered, failed, answered, agreed, withdrawn, score, daysToPay } = figures;
  const some = (n: number, name: string, note?: string): Tile[] => (n > 0 ? [{ name, value: number(n), ...(note ? { note } : {}) }] : []);
  return [
    { name: 'People', value: number(people) },
    { name: 'Texts sent', value: number(sent) },
    { name: 'Arrived', value: number(delivered), note: share(delivered, sent) },
    ...some(failed, 'Did not arrive'),
    { name: 'Answered', value: number(answered), note: share(answered, people) },
    ...some(figures.confirmed, 'Confirmed', share(figures.confirmed, people)),
    ...some(figures.declined, 'Cannot come'),
    ...some(figures.kept, 'Came'),
    ...some(figures.missed, 'Did not come'),
    ...some(figures.paid, 'Paid', share(figures.paid, people)),
    ...some(figures.paidAfterOne, 'Paid after one reminder'),
    ...some(figures.paidAfterTwo, 'Paid after two reminders'),
    ...(daysToPay ? [{ name: 'Days until paid', value: number(daysToPay.median), note: 'half are faster' }] : []),
    ...(score && score.count > 0 ? [{ name: 'Score', value: score.mean.toFixed(1), note: `of ${count(score.count, 'answer')}` }] : []),
    ...some(figures.redFlags, 'Red flags', 'a person was called'),
    ...some(figures.callsSaved, 'Calls saved', 'nobody had to telephone'),
    ...some(agreed, 'Agreed to texts'),
    ...some(withdrawn, 'Stopped texts'),
  ];
}

const number = (n: number): string => n.toLocaleString('en-US', { maximumFractionDigits: 1 });
