import type { OccasionKind } from '../campaign';
import { count } from '../words';
import type { Playbook, Rule, Touch } from './playbook';

const anchors: Record<OccasionKind, string> = {
  appointment: 'the visit', visit: 'the visit', statement: 'the statement', refill: 'the due day', recall: 'the due day',
  call: 'the call', patient: 'the start',
};

const units: Record<string, string> = { d: 'day', h: 'hour', m: 'minute' };

/** `3 days before the visit, at 10:00 AM` of `-72h`; a duration of another form stays as it is. */
export function whenOf(touch: Touch, playbook: Playbook): string {
  const anchor = playbook.anchor === 'occasion'
    ? anchors[playbook.about[0] ?? 'patient'] : `${anchors[playbook.about[0] ?? 'patient']} or the start, whichever is later`;
  return `${distance(touch.offset, anchor)}${touch.at ? `, at ${clock(touch.at)}` : ''}`;
}

function distance(offset: string, anchor: string): string {
  const [, minus, digits, unit] = /^(-?)(\d+)([dhm])$/.exec(offset) ?? [];
  if (!digits || !unit) return `${offset} from ${anchor}`;
  let [n, in_] = [Number(digits), unit];
  if (n === 0) return unit === 'd' ? `The day of ${anchor}` : `At ${anchor}`;
  if (in_ === 'h' && n % 24 === 0) [n, in_] = [n / 24, 'd'];
  return `${count(n, units[in_] ?? in_)} ${minus ? 'before' : 'after'} ${anchor}`;
}

const clock = (at: string): string => {
  const [hour = 0, minute = 0] = at.split(':').map(Number);
  return `${hour % 12 || 12}:${String(minute).padStart(2, '0')} ${hour < 12 ? 'AM' : 'PM'}`;
};

/** What the patient would have to write. */
export const answerOf = (when: string): string =>
  /^\d+-\d+$/.test(when) ? when.replace('-', ' to ') : when.toUpperCase();

/** Names a question that follows on an answer: A, B, ... */
export const letterOf = (playbook: Playbook, question: string): string =>
  String.fromCharCode(65 + playbook.questions.findIndex((one) => one.id === question));

/** What it brings about, besides a reply. */
export function bringsAbout(rule: Rule, playbook: Playbook): string {
  const parts = [
    rule.urgent ? 'is urgent: staff are told at once' : rule.callPerson ? 'waits for a person' : null,
    rule.settles ? 'ends the texts' : null,
    rule.ask ? `asks question ${letterOf(playbook, rule.ask)}` : null,
  ].filter((part) => part !== null);
  return parts.join(', ');
}

/** Whose words a refusal of the server is about: `playbooks[0].touches[1].text.en`. */
export function fieldOf(path: string | undefined, playbook: Playbook): string {
  const language = path?.endsWith('.es') ? ', Spanish' : path?.endsWith('.en') ? ', English' : '';
  const [, kind, at] = /\.(touches|questions)\[(\d+)\]/.exec(path ?? '') ?? [];
  if (kind === 'touches') return `Text ${Number(at) + 1}${path?.includes('.behind') ? ', behind the link' : ''}${language}`;
  const rule = /\.rules\[(\d+)\]/.exec(path ?? '')?.[1];
  const when = kind && rule !== undefined ? playbook.questions[Number(at)]?.rules[Number(rule)]?.when : undefined;
  if (when) return `Reply to ${answerOf(when)}${language}`;
  return kind ? `Question${language}` : path ?? '';
}

const places: Record<string, string> = {
  day: 'Wednesday', date: 'Sep 23', time: '12:30 PM', doctor: 'Rivers', place: '12 Main St', phone: '(206) 555-0100',
  link: 'https://example.org/p/#xxxxxxxxxxxxxxxxxxxxxx', amount: '$10', url: 'https://example.org/',
};

/** The words as a patient may get them: places filled, brackets kept. */
export const sampleOf = (words: string, clinic: string): string =>
  words.replace(/\{(\w+)\}/g, (all, place: string) => (place === 'clinic' ? clinic : places[place] ?? all)).replace(/[[\]]/g, '');
