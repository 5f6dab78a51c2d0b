/** Fills `{patient}`, `{clinic}`, `{me}`. A field without a value stays, and the composer asks for it. */
export function fill(words: string, values: Record<'patient' | 'clinic' | 'me', string | undefined>): string {
  return words.replace(/\{(patient|clinic|me)\}/g, (field, name: 'patient' | 'clinic' | 'me') => values[name] ?? field);
}

/** What a text calls somebody: the given name alone, since a full name beside a visit tells who is a patient (the gate). */
export function calledName(displayName: string): string {
  const parts = displayName.split(',');
  return (parts[1] ?? displayName).trim().split(/\s+/)[0] || displayName;
}
