import { createContext, useContext } from 'react';

export type Role = 'owner' | 'manager' | 'member';

export interface Me {
  id: string;
  displayName: string;
  roles: Role[];
  clinic: { name: string; timeZone: string; number: string | null; officeNumber: string | null };
  idleMinutes: number;
  trainingDue: { id: string; title: string; version: number }[];
  /** One's own emergency accesses that are still open. */
  emergency?: Grant[];
  /** For owners: how many emergency accesses nobody has looked at yet. */
  emergenciesToReview?: number;
}

/** The right to one conversation until its hour is over. */
export interface Grant {
  id: string;
  conversation: string;
  until: string;
}

const context = createContext<Me | null>(null);
export const MeProvider = context.Provider;

const again = createContext<() => Promise<void>>(() => Promise.resolve());
export const AgainProvider = again.Provider;

/** Asks the server anew who this is and what waits for them. */
export const useMeAgain = (): (() => Promise<void>) => useContext(again);

/** The person at this page. Only below the gate of the session. */
export function useMe(): Me {
  const me = useContext(context);
  if (!me) throw new Error('Nobody is signed in.');
  return me;
}

export const isOwner = (me: Me): boolean => me.roles.includes('owner');
/** May give conversations to others, run campaigns and read the records of training. */
export const isManager = (me: Me): boolean => isOwner(me) || me.roles.includes('manager');

/** Whether a conversation is open to this person by an emergency alone: to read and to answer, not to manage. */
export const isByEmergency = (me: Me, conversation: string): boolean =>
  me.emergency?.some((one) => one.conversation === conversation) ?? false;
