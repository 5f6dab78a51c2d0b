import { useCallback, useEffect, useRef } from 'react';

/** Whether the component still stands on the page: for an answer that may come after somebody went on. */
export function useHere(): () => boolean {
  const here = useRef(true);
  useEffect(() => {
    here.current = true;
    return () => void (here.current = false);
  }, []);
  return useCallback(() => here.current, []);
}
