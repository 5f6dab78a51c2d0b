import type { Colleague } from '../session/useStaff';

/** What stands between the last `@` and the caret, in lower case; null when no name is being written. */
export function mentionAt(text: string, caret: number): string | null {
  const found = /(?:^|\s)@([\p{L}\p{M}'.-]*(?: [\p{L}\p{M}'.-]*)?)$/u.exec(text.slice(0, caret));
  return found ? (found[1] ?? '').toLowerCase() : null;
}

export function insertMention(text: string, caret: number, name: string): { text: string; caret: number } {
  const start = text.slice(0, caret).lastIndexOf('@');
  const before = `${text.slice(0, start)}@${name} `;
  return { text: before + text.slice(caret), caret: before.length };
}

/** Whoever is named with `@` in full. The longest names first: `@Ann Lee` is not Ann too. */
export function mentionsIn(text: string, staff: readonly Colleague[]): string[] {
  const named = new Set<string>();
  for (const name of staff.map((one) => one.displayName).sort((a, b) => b.length - a.length)) {
    if (!text.includes(`@${name}`)) continue;
    named.add(name);
    text = text.replaceAll(`@${name}`, '');
  }
  return staff.filter((one) => named.has(one.displayName)).map((one) => one.id);
}
