import { createContext, useContext, useEffect, useState, type ReactNode } from 'react';
import { ask } from './ask';
import { useMe, type Role } from './me';

export interface Colleague {
  id: string;
  displayName: string;
  role: Role;
  active: boolean;
}

const context = createContext<readonly Colleague[]>([]);

/** The people of the clinic, for names, assignment and mentions. Asked once. */
export function StaffProvider({ children }: { children: ReactNode }) {
  const [staff, setStaff] = useState<readonly Colleague[]>([]);
  useEffect(() => {
    let over = false;
    ask<{ items: Colleague[] }>('staff').then(({ items }) => over || setStaff(items), () => {});
    return () => void (over = true);
  }, []);
  return <context.Provider value={staff}>{children}</context.Provider>;
}

export const useStaff = (): readonly Colleague[] => useContext(context);

/** `you`, a colleague's name, or `somebody who has left`. */
export function useNameOf(): (id: string) => string {
  const staff = useStaff();
  const me = useMe();
  return (id) =>
    id === me.id ? 'you' : staff.find((one) => one.id === id)?.displayName ?? 'somebody who has left';
}
