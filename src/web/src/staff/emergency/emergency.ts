export type Finding = 'appropriate' | 'not-appropriate';

export const findings: Record<Finding, string> = { appropriate: 'It was right.', 'not-appropriate': 'It was not right.' };

/** What an owner found. It is kept for good: a review cannot be written over. */
export interface Review {
  by: { id: string; name: string | null };
  at: string;
  finding: Finding;
  note: string | null;
}

/** Somebody opened a conversation that was not theirs, for an hour, with a reason. */
export interface Emergency {
  id: string;
  staff: { id: string; name: string | null };
  conversation: string;
  reason: string | null;
  from: string;
  until: string;
  entries: number | null;
  review: Review | null;
  damaged?: false;
}

/** Its row was changed outside of the program: it opens nothing, and nothing of it is believed. */
export interface Damaged {
  id: string;
  damaged: true;
}
