/** One line of the log as the server looks it up: opaque ids, and the names of staff. */
export interface Entry {
  at: string;
  actor: { kind: string; id: string | null; name: string | null };
  action: string;
  subjects: string[];
  outcome: string;
  correlation: string;
  detail: string | null;
  source: string | null;
  emergency: string | null;
  writer: string;
  seq: number;
}

/** A piece of a look through the log: at most a few seconds' work, then a cursor. */
export interface Piece<T> {
  items: T[];
  cursor: string | null;
  scanned: Scanned;
}

export interface Scanned {
  entries: number;
  /** How far back it has looked. */
  back: string | null;
  /** Lines that are no entries: what they said is not in the answer. */
  damaged: number;
}

export const isConversation = (subject: string): boolean => /^[a-z2-7]{32}$/.test(subject);

const kinds: Record<string, string> = {
  patient: 'The patient', carrier: 'The carrier', system: 'The program', campaign: 'A campaign', partner: 'Another system',
};

/** Who did it, in words. */
export const actorOf = ({ actor }: Entry): string =>
  actor.name ?? (actor.kind === 'staff' ? 'Somebody who has left' : kinds[actor.kind] ?? actor.kind);

const outcomes: Record<string, string> = {
  done: 'Done', attempted: 'Begun', repeated: 'Came again, nothing changed', explained: 'Explained', whole: 'Whole',
  refused: 'Refused', damaged: 'Damaged', failed: 'Failed', tampered: 'Tampered with', unreadable: 'Not readable',
};
const bad = new Set(['refused', 'damaged', 'failed', 'tampered', 'unreadable']);

/** How it came out, in words; a code of the carrier stays what it is. */
export const outcomeOf = (outcome: string): string =>
  outcomes[outcome] ?? outcome.charAt(0).toUpperCase() + outcome.slice(1).replaceAll('-', ' ');

/** What somebody who skims the log should stop at. */
export const isBad = (outcome: string): boolean => bad.has(outcome);
