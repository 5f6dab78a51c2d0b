/** When a person last touched this page, in any tab, and when a call last told the server so. */
const people = { touched: Date.now(), told: Date.now() };
const waiting = new Set<() => void>();

export const touchedAt = (): number => people.touched;

/** A person did something here (`at`: in another tab). */
export function touch(at = Date.now()): void {
  people.touched = Math.max(people.touched, at);
  const now = [...waiting];
  waiting.clear();
  for (const action of now) action();
}

/** A call that counts as activity went to the server. */
export function told(): void {
  people.told = Date.now();
}

/**
 * Reading and scrolling call no server, whose own idle limit would then end the sign-in of somebody at work:
 * the next poll says that a person is here.
 */
export const hasNews = (): boolean => people.touched > people.told;

/** Runs the action now when a person is at the page, otherwise when one comes back. Returns how to call it off. */
export function whenSomebodyIsHere(action: () => void): () => void {
  if (document.visibilityState === 'visible' && Date.now() - people.touched < 30_000) {
    action();
    return () => {};
  }
  waiting.add(action);
  return () => void waiting.delete(action);
}
