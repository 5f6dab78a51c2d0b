import { createContext, useContext, useEffect, useState, type ReactNode } from 'react';
import { ask, untilAnswered } from './ask';
import { useMe, type Role } from './me';

export interface Colleague {
  id: string;
  displayName: string;
  role: Role;
  active: boolean;
}

const none: readonly Colleague[] = [];
const context = createContext<readonly Colleague[] | null>(null);

/** The people of the clinic, for names, assignment and mentions. Asked once. */
export function StaffProvider({ children }: { children: ReactNode }) {
  const [staff, setStaff] = useState<readonly Colleague[] | null>(null);
  useEffect(() => {
    const life = new AbortController();
    untilAnswered((again) => ask<{ items: Colleague[] }>('staff', { background: again, signal: life.signal }), life.signal)
      .then(({ items }) => setStaff(items), () => {});
    return () => life.abort();
  }, []);
  return <context.Provider value={staff}>{children}</context.Provider>;
}

export const useStaff = (): readonly Colleague[] => useContext(context) ?? none;

/** `you`, a colleague's name, or `somebody who has left`; while the names are not here, `a colleague`. */
export function useNameOf(): (id: string) => string {
  const staff = useContext(context);
  const me = useMe();
  return (id) =>
    id === me.id ? 'you' : staff ? staff.find((one) => one.id === id)?.displayName ?? 'somebody who has left' : 'a colleague';
}
