import { reasonOf } from '../thread/delivery';
import type { CampaignState, OccasionKind } from './campaign';
export { count } from '../../shared/count';

export const states: Record<CampaignState, string> = {
  running: 'Running', paused: 'Paused', cancelled: 'Cancelled', done: 'Finished',
};

/** What a campaign can be about, in words; `days` are those that the date fields begin with, counted from today. */
export const kinds: Record<OccasionKind, { many: string; dates: string; days: [number, number] | null }> = {
  appointment: { many: 'visits to come', dates: 'Visits', days: [0, 14] },
  visit: { many: 'visits that have been', dates: 'Visits', days: [-3, 0] },
  statement: { many: 'statements', dates: 'Statements', days: [-30, 0] },
  refill: { many: 'refills that are due', dates: 'Due', days: [0, 14] },
  recall: { many: 'visits that should be booked', dates: 'Due', days: [-30, 30] },
  call: { many: 'calls that nobody answered', dates: 'Calls', days: [0, 0] },
  patient: { many: 'all patients on the roster', dates: '', days: null },
};

// Only what the sender's reasons do not name already.
const reasons: Record<string, string> = {
  already: 'Has these texts from another campaign already.',
  'no-conversation': 'Has no mobile number here.',
  'no-patient': 'Is no longer a patient of this number.',
  'no-birth-date': 'No date of birth is known, which the secure link asks for.',
  'facts-missing': 'Something that the text must say is not known, as the address of a video visit.',
  'form-missing': 'The form behind the link is gone.',
  'too-many-journeys': 'Gets texts from ten campaigns already.',
  'campaign-cancelled': 'The campaign was cancelled.',
  'over-already': 'Its time is over.',
  settled: 'It is done with.',
};

/** Why a text does not go, as a sentence. */
export const whyNot = (code: string): string => {
  const bare = code.replace(/^(failed|suppressed):/, '');
  return reasons[bare] ?? reasonOf(bare) ?? bare;
};

const outcomes: Record<string, string> = {
  confirmed: 'Confirmed', declined: 'Cannot come', reschedule: 'Wants another day', paid: 'Paid', kept: 'Came',
  missed: 'Did not come', withdrawn: 'Withdrew from texts', cancelled: 'Visit cancelled', settled: 'Settled',
  'campaign-cancelled': 'Campaign cancelled', 'red-flag': 'Red flag', question: 'Has a question',
  'unclear-answer': 'Answer not understood', undeliverable: 'Cannot be reached', closed: 'Time is over',
  answered: 'Answered', well: 'Is well', unsure: 'Not sure', unwell: 'Is not well', done: 'Done', moved: 'Moved', booked: 'Booked', filled: 'Filled',
};

/** What came of it; a code without words is shown readably. */
export const outcomeOf = (code: string): string => outcomes[code] ?? readable(code);

const statuses: Record<string, string> = {
  running: 'Under way', settled: 'Settled', ended: 'Over', suppressed: 'Gets no texts',
  queued: 'waits', sending: 'being sent', sent: 'sent', delivered: 'arrived', failed: 'not delivered', unknown: 'unknown',
};

export const statusOf = (status: string): string => statuses[status] ?? readable(status);

const readable = (code: string): string => {
  const words = code.replace(/([a-z])([A-Z])/g, '$1 $2').replace(/[-_]/g, ' ').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
};
