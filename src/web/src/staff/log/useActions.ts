import { useCallback, useMemo } from 'react';
import { useLoad } from '../shell/useLoad';

interface Action {
  action: string;
  text: string;
}

/** The server's words for what the log can hold. */
export function useActions() {
  const { value } = useLoad<{ items: Action[] }>('audit/actions');
  const items = value?.items ?? [];
  const words = useMemo(() => new Map(value?.items.map(({ action, text }) => [action, text])), [value]);
  return { items, textOf: useCallback((action: string) => words.get(action) ?? action, [words]) };
}
