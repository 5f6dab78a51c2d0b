import type { ClinicTime } from '../../shared/time';
import type { Message } from './message';

// The codes of the sender and of the carrier (its delivery reports), as sentences for the receptionist.
const reasons: Record<string, string> = {
  'consent-missing': 'The patient has not agreed to this kind of text.',
  'consent-withdrawn': 'The patient has withdrawn from texts. Call instead.',
  'consent-paused': 'A text of the patient sounded like a withdrawal and waits for a person to decide.',
  'quiet-hours': 'It is outside the hours for automated texts.',
  'says-too-much': 'It holds something that belongs behind the secure link.',
  'gate-not-asked': 'It was not checked for what it says.',
  'too-long': 'It is too long for an SMS.',
  'text-empty': 'It is empty.',
  'text-damaged': 'It has half a character in it.',
  'no-slot': 'It waits for its turn on the line.',
  paced: 'It waits for its turn on the line.',
  scheduled: 'It was written to go later.',
  'network-answers-stop': 'The network itself answers STOP on this line.',
  'not-stopped': 'The patient is not withdrawn now.',
  'answer-too-late': 'The automatic answer came too late to be one.',
  'too-late': 'Its time passed by more than six hours before it could go. Decide anew.',
  cancelled: 'It was called back before it went.',
  canceled: 'It was called back before it went.',
  damaged: 'Its record was changed.',
  'no-code': 'The carrier gives no reason.',
  '4000': 'The carrier took it for fraud. Tell the owner.',
  '4001': 'The clinic’s number is not set up to send. Tell the owner.',
  '4002': 'The patient’s number is not valid.',
  '4003': 'Texts cannot be sent to this country or kind of number.',
  '4004': 'The patient’s number does not exist. Ask for the right one.',
  '4005': 'The patient’s carrier blocked it. Call instead.',
  '4006': 'The phone cannot be reached: switched off, or no mobile phone. Call instead.',
  '4007': 'The patient has stopped texts at the carrier. Call instead.',
  '4008': 'The clinic has sent more than its line allows. Try later.',
  '4009': 'The texting service refused it. Tell the owner.',
  '4010': 'The clinic’s toll-free number is not verified yet. Tell the owner.',
  '4020': 'The carrier limits how much the clinic may send. Try later.',
  '5000': 'The carrier failed to deliver it.',
  '5001': 'The carrier had a fault for a while. Try again.',
  '5002': 'The carrier gives no reports: it may have arrived.',
  '9999': 'The carrier does not know why.',
};

/** A sentence for a reason code; an unknown code is shown, so that somebody can look it up. */
export const reasonOf = (code: string | null): string | null =>
  code === null ? null : reasons[code] ?? `Reason: ${code}.`;

/** True while it can be called back; what goes within a minute is as good as gone. */
export const waitsForLater = (message: Message): boolean =>
  message.status === 'queued' && message.deferredUntil !== null && Date.parse(message.deferredUntil) > Date.now() + 60_000;

interface Delivery {
  words: string;
  reason: string | null;
  tone: 'quiet' | 'wait' | 'wrong';
}

/** Where a message of the clinic stands, in words. Null for what the patient wrote and for notes. */
export function deliveryOf(message: Message, time: ClinicTime): Delivery | null {
  const reason = reasonOf(message.reason);
  switch (message.status) {
    case 'received':
    case 'noted':
      return null;
    case 'queued':
      return waitsForLater(message)
        ? { words: `Goes ${time.full(message.deferredUntil ?? message.at)}`, reason: message.reason === 'scheduled' ? null : reason, tone: 'wait' }
        : { words: 'Waits to be sent', reason, tone: 'wait' };
    case 'sending': return { words: 'Being sent', reason: null, tone: 'wait' };
    case 'sent': return { words: 'Handed to the network', reason: null, tone: 'quiet' };
    case 'delivered': return { words: 'Delivered', reason: null, tone: 'quiet' };
    case 'posted': return { words: 'Waits behind the link', reason: null, tone: 'quiet' };
    case 'opened': return { words: 'Seen by the patient', reason: null, tone: 'quiet' };
    case 'failed': return { words: 'Not delivered', reason, tone: 'wrong' };
    case 'suppressed': return { words: 'Not sent', reason, tone: 'wrong' };
    case 'unknown':
      return { words: 'Nobody can say whether it went', reason: reason ?? 'Ask the patient before you write it again.', tone: 'wrong' };
  }
}
