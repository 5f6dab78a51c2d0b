/** Moves the focus to the next or previous row: from the focused one, else from the open one, else to the first. */
export function moveFocus(list: HTMLElement | null, by: 1 | -1): void {
  if (!list) return;
  const rows = [...list.querySelectorAll<HTMLElement>('a.row')];
  const focused = rows.findIndex((row) => row === document.activeElement);
  const from = focused >= 0 ? focused : rows.findIndex((row) => row.hasAttribute('aria-current'));
  const to = from < 0 ? 0 : Math.min(Math.max(from + by, 0), rows.length - 1);
  rows[to]?.focus();
  rows[to]?.scrollIntoView({ block: 'nearest' });
}
