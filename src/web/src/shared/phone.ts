/** `(206) 555-0123` of `+12065550123`; anything else stays as it is. */
export const phone = (number: string | null | undefined): string =>
  (number ?? '').replace(/^\+1(\d{3})(\d{3})(\d{4})$/, '($1) $2-$3');
