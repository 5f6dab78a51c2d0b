import { useEffect, useState } from 'react';
import { touch, touchedAt } from './presence';

const warnBefore = 60_000;
const inputs = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const;

/**
 * Watches for a person's input in every tab. Gives the seconds left while the warning shows, else null, and calls
 * `expired` when nobody came.
 */
export function useIdle(minutes: number, expired: () => void): number | null {
  const [left, setLeft] = useState<number | null>(null);

  useEffect(() => {
    const channel = new BroadcastChannel('securetext-activity');
    let said = 0;
    const check = () => {
      const rest = touchedAt() + minutes * 60_000 - Date.now();
      if (rest <= 0) expired();
      setLeft(rest <= warnBefore ? Math.max(0, Math.ceil(rest / 1000)) : null);
    };
    const input = (event: Event) => {
      const now = Date.now();
      // Moves come by the hundred; a script's events are not a person's.
      if (!event.isTrusted || (event.type === 'pointermove' && now - touchedAt() < 1000)) return;
      // The first touch after a sleep comes before the timer: the time was over all the same.
      if (now - touchedAt() >= minutes * 60_000) return check();
      touch(now);
      if (now - said < 2000) return;
      said = now;
      channel.postMessage(now);
    };
    channel.onmessage = (event: MessageEvent<number>) => touch(event.data);
    for (const type of inputs) addEventListener(type, input, { capture: true, passive: true });
    document.addEventListener('visibilitychange', check);
    const timer = setInterval(check, 1000);
    return () => {
      channel.close();
      for (const type of inputs) removeEventListener(type, input, { capture: true });
      document.removeEventListener('visibilitychange', check);
      clearInterval(timer);
    };
  }, [minutes, expired]);

  return left;
}
