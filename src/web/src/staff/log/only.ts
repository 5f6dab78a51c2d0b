/** What a look at the log is narrowed to by the address of the page: all of it opaque. */
export type Only =
  | { by: 'patient'; conversation: string }
  | { by: 'emergency'; emergency: string }
  | { by: 'address'; source: string };

/** `#/log/entries/<conversation>`, `#/log/emergency/<id>`, `#/log/address/<hash>`. */
export function onlyOf(section: string, item: string | null): Only | null {
  if (!item) return null;
  switch (section) {
    case 'entries': return { by: 'patient', conversation: item };
    case 'emergency': return { by: 'emergency', emergency: item };
    case 'address': return { by: 'address', source: `addr:${item}` };
    default: return null;
  }
}
