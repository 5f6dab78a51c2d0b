const cleaners = new Set<() => void>();

/** What a module keeps in memory about patients, it forgets here when the sign-in ends. */
export function forgetAtSignOut(clean: () => void): void {
  cleaners.add(clean);
}

export function forgetAll(): void {
  for (const clean of cleaners) clean();
}
