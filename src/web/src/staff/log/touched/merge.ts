/** How often somebody was at a conversation, as far as it has been looked through. */
export interface Touched {
  conversation: string;
  times: number;
  first: string;
  last: string;
  actions: Record<string, number>;
}

/** Adds partial sums up: the log is read in pieces, and a conversation may stand in each of them. Latest first. */
export function merge(sums: readonly Touched[], more: readonly Touched[]): Touched[] {
  const all = new Map(sums.map((one) => [one.conversation, one]));
  for (const one of more) {
    const before = all.get(one.conversation);
    all.set(one.conversation, before ? add(before, one) : one);
  }
  return [...all.values()].sort((a, b) => Date.parse(b.last) - Date.parse(a.last) || a.conversation.localeCompare(b.conversation));
}

function add(a: Touched, b: Touched): Touched {
  const actions = { ...a.actions };
  for (const [action, n] of Object.entries(b.actions)) actions[action] = (actions[action] ?? 0) + n;
  return {
    conversation: a.conversation,
    times: a.times + b.times,
    first: Date.parse(a.first) <= Date.parse(b.first) ? a.first : b.first,
    last: Date.parse(a.last) >= Date.parse(b.last) ? a.last : b.last,
    actions,
  };
}
