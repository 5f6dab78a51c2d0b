const shape = /^#([A-Za-z0-9_-]{22})$/;

/**
 * Takes the secret out of the address and out of the history entry, so that nobody finds it in either. It lives in
 * memory only; after a reload the link in the text message has to be opened again.
 */
export function takeToken(): string | null {
  const token = shape.exec(location.hash)?.[1] ?? null;
  if (location.hash) history.replaceState(null, '', location.pathname);
  return token;
}
