import { useCallback, useEffect, useState } from 'react';
import { ask } from './ask';
import { isOwner, type Me } from './me';

const every = 60_000;

/** Who is signed in, kept up to date for whom something may wait: owners, and somebody within an emergency access. */
export function useFreshMe(asOfStart: Me) {
  const [fresh, setFresh] = useState({ of: asOfStart, is: asOfStart });
  const me = fresh.of === asOfStart ? fresh.is : asOfStart;

  const load = useCallback(async (background: boolean) => {
    const is = await ask<Me>('me', { background });
    setFresh({ of: asOfStart, is });
  }, [asOfStart]);

  const watched = isOwner(me) || (me.emergency?.length ?? 0) > 0;
  useEffect(() => {
    if (!watched) return;
    // A lost answer is asked for again in a minute; a sign-in that is over ends the page by itself.
    const timer = setInterval(() => void load(true).catch(() => {}), every);
    return () => clearInterval(timer);
  }, [watched, load]);

  return { me, again: useCallback(() => load(false), [load]) };
}
