/**
 * One key for one wish: the same again, after a lost answer or a second click, carries the same key and is the same
 * message to the server; another wish carries its own. `done` when it came through: the same words are a new one then.
 */
export interface Wishes {
  keyOf(wish: unknown): string;
  done(): void;
}

export function wishes(): Wishes {
  let last: { print: string; key: string } | null = null;
  return {
    keyOf(wish) {
      const print = JSON.stringify(wish);
      if (last?.print !== print) last = { print, key: crypto.randomUUID() };
      return last.key;
    },
    done() {
      last = null;
    },
  };
}
