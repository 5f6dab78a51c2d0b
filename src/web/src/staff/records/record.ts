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

/** A record whose time is over, as a line of the archive. */
export interface DueItem {
  conversation: string;
  names: string[];
  number: string | null;
  lastActivityAt: string | null;
  keepUntil: string | null;
  hold: object | null;
  shredding: object | null;
  exported: boolean;
  damaged: boolean;
}

/** Whether a copy was taken that holds all there is. */
export const isExported = ({ exports, lastActivityAt }: RecordState): boolean => {
  const newest = exports[0]?.at;
  return newest !== undefined && lastActivityAt !== null && Date.parse(newest) > Date.parse(lastActivityAt);
};

/** The line of the archive after its record was looked at again: the others, and how far the list reaches, stay. */
export const brought = (item: DueItem, record: RecordState): DueItem => ({
  ...item,
  lastActivityAt: record.lastActivityAt,
  keepUntil: record.keepUntil,
  hold: record.hold,
  shredding: record.shredding,
  exported: isExported(record),
});
