import { useLayoutEffect, useRef } from 'react';
import { store } from '../../shared/store';

/** Every single-key action with the words of the overlay. The components name the key; this is the one list. */
export const keyTable = [
  ['Moving', [
    ['j', 'Next conversation in the list'],
    ['k', 'Previous conversation'],
    ['o, Enter', 'Open it'],
    ['u', 'Back to the list'],
    ['1 … 6', 'Open, unanswered, urgent, mine, closed, mentions'],
    ['w', 'Write to a number'],
  ]],
  ['In a conversation', [
    ['r', 'Reply'],
    ['n', 'Write a note for staff'],
    ['c', 'Choose a canned reply'],
    ['s', 'Send later'],
    ['a', 'Assign'],
    ['t', 'Take it, or release it'],
    ['e', 'Close it, or reopen it'],
    ['p', 'Patients, consent and secure links'],
  ]],
  ['Writing', [
    ['Ctrl Enter', 'Send, or save the note'],
    ['Esc', 'Leave the field'],
  ]],
  ['Anywhere', [['?', 'Show these keys']]],
] as const;

const offKey = 'single-keys-off';
/** Speech input and slips type letters that nobody meant: the keys can be switched off (WCAG 2.1.4). */
export const singleKeys = store(localStorage.getItem(offKey) === null);
singleKeys.watch(() => (singleKeys.get() ? localStorage.removeItem(offKey) : localStorage.setItem(offKey, '1')));

const bound: ((event: KeyboardEvent) => void)[] = [];
addEventListener('keydown', (event) => {
  for (const entry of [...bound]) entry(event);
});

export type Keys = Record<string, (() => void) | undefined>;

/** Binds single keys while the component shows. Never while typing, with Ctrl or Alt, or under a dialog. */
export function useKeys(keys: Keys): void {
  const latest = useRef(keys);
  // Before the page is painted: who sees it may press.
  useLayoutEffect(() => {
    latest.current = keys;
  });
  useLayoutEffect(() => {
    // What opened last is asked first: Escape closes the pane before it leaves the conversation.
    const entry = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
      if (isTyping(event.target) || document.querySelector('dialog[open]')) return;
      if (!singleKeys.get() && event.key !== 'Escape') return;
      const action = latest.current[event.key];
      if (!action) return;
      event.preventDefault();
      action();
    };
    bound.unshift(entry);
    return () => void bound.splice(bound.indexOf(entry), 1);
  }, []);
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement
  && (target.isContentEditable || target.matches('textarea, select, input:not([type=checkbox], [type=radio], [type=button])'));
