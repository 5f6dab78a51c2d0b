import { useSyncExternalStore } from 'react';

export const views = ['open', 'unanswered', 'urgent', 'mine', 'closed'] as const;
export type View = (typeof views)[number];
export type Place = View | 'mentions';

type Route =
  | { page: 'inbox'; place: Place; conversation: string | null }
  | { page: 'new' | 'training' }
  | { page: 'campaigns' | 'log'; section: string; item: string | null }
  | { page: 'emergencies' | 'archive' | 'evidence' }
  | { page: 'settings'; section: string };

/** `#/unanswered/<conversation>`, `#/new`, `#/training`, `#/settings/<section>`, `#/campaigns/<section>/<id>`, `#/log/<section>/<id>` …: only opaque ids stand in an address. */
export function parse(hash: string): Route {
  const [head = '', next, item] = hash.replace(/^#\/?/, '').split('/');
  if (isPlain(head)) return { page: head };
  if (head === 'settings') return { page: 'settings', section: next || 'people' };
  if (head === 'campaigns') return { page: 'campaigns', section: next || 'list', item: opaque(item) };
  if (head === 'log') return { page: 'log', section: next || 'entries', item: opaque(item) };
  const place = head === 'mentions' || (views as readonly string[]).includes(head) ? (head as Place) : 'open';
  return { page: 'inbox', place, conversation: opaque(next) };
}

const plain = ['new', 'training', 'emergencies', 'archive', 'evidence'] as const;
const isPlain = (head: string): head is (typeof plain)[number] => (plain as readonly string[]).includes(head);

const opaque = (part: string | undefined): string | null => (part && /^[\w-]+$/.test(part) ? part : null);

export const hrefOf = (place: Place, conversation?: string | null): string =>
  conversation ? `#/${place}/${conversation}` : `#/${place}`;

export const go = (href: string): void => void (location.hash = href);

let last: [string, Route] = ['', parse('')];
function current(): Route {
  if (last[0] !== location.hash) last = [location.hash, parse(location.hash)];
  return last[1];
}

function watch(listener: () => void): () => void {
  addEventListener('hashchange', listener);
  return () => removeEventListener('hashchange', listener);
}

export const useRoute = (): Route => useSyncExternalStore(watch, current);
