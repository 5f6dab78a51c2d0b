/** Fills `{patient}`, `{clinic}`, `{me}`. A field without a value stays, and the composer asks for it. */
export function fill(words: string, values: Record<'patient' | 'clinic' | 'me', string | undefined>): string {
  return words.replace(/\{(patient|clinic|me)\}/g, (field, name: 'patient' | 'clinic' | 'me') => values[name] ?? field);
}
