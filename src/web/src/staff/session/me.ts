import { createContext, useContext } from 'react';

export type Role = 'owner' | 'manager' | 'member';

export interface Me {
  id: string;
  displayName: string;
  roles: Role[];
  clinic: { name: string; timeZone: string; number: string | null; officeNumber: string | null };
  idleMinutes: number;
  trainingDue: { id: string; title: string; version: number }[];
}

const context = createContext<Me | null>(null);
export const MeProvider = context.Provider;

/** The person at this page. Only below the gate of the session. */
export function useMe(): Me {
  const me = useContext(context);
  if (!me) throw new Error('Nobody is signed in.');
  return me;
}

export const isOwner = (me: Me): boolean => me.roles.includes('owner');
/** May give conversations to others, run campaigns and read the records of training. */
export const isManager = (me: Me): boolean => isOwner(me) || me.roles.includes('manager');
