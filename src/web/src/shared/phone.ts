/** `(206) 555-0123` of `+12065550123`; anything else stays as it is. */
export const phone = (number: string | null | undefined): string =>
  (number ?? '').replace(/^\+1(\d{3})(\d{3})(\d{4})$/, '($1) $2-$3');

/** A typed number as it will be understood, `(206) 555-0123`, to be read once more; null while it is none. */
export const typedPhone = (typed: string): string | null => {
  const digits = typed.replace(/\D/g, '').replace(/^1(?=\d{10}$)/, '');
  return /^[2-9]\d{2}[2-9]\d{6}$/.test(digits) ? phone(`+1${digits}`) : null;
};
