/** Who did it: an id, with the name as it is now. */
export interface By {
  by: string;
  byName: string | null;
}

/** What is known about how long a number's record is kept, and what was done with it as a whole. */
export interface RecordState {
  /** Null when the stored line of the conversation was changed from outside. */
  lastActivityAt: string | null;
  keepUntil: string | null;
  due: boolean;
  hold: ({ since: string; reason: string | null } & By) | null;
  exports: ({ at: string } & By)[];
  shredding: ({ at: string } & By) | null;
}

export const nameOf = ({ byName }: By): string => byName ?? 'somebody who has left';
