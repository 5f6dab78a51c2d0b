type Status = 'fail' | 'clinic' | 'pass';

export interface Item {
  /** Several may stand under one paragraph of the law; this names each. */
  check: string;
  basis: 'observed' | 'tested' | 'clinic';
  /** The paragraph of 45 CFR 164, as `164.312(a)(2)(i)`. */
  id: string;
  title: string;
  kind: 'required' | 'addressable';
  status: Status;
  found: string;
  mend: string | null;
  setting: string | null;
  code: string | null;
  test: string | null;
}

export interface Agreement {
  id: string;
  service: string;
  counterpart: string;
  what: string;
  /** Days, as `2026-11-22`. */
  signedOn: string | null;
  reference: string | null;
  reviewOn: string | null;
  status?: string;
  mend?: string | null;
}

export interface Evidence {
  at: string;
  clinic: string;
  version: string;
  items: Item[];
  agreements: Agreement[];
}

export const bases: Record<Item['basis'], string> = {
  observed: 'looked at on the running system', tested: 'held by a test', clinic: 'no program can see this',
};

export const statuses: Record<Status, { name: string; title: string; says: string }> = {
  fail: { name: 'Not met', title: 'Not met', says: 'Mend these first.' },
  clinic: { name: 'By the clinic', title: 'For the clinic to do', says: 'The program cannot do these for you: the clinic does them and keeps the proof.' },
  pass: { name: 'Met', title: 'Met', says: 'Looked at on the running system a moment ago, or held by a test.' },
};

/** What needs a person first. */
export const order: readonly Status[] = ['fail', 'clinic', 'pass'];

export const countOf = (items: readonly Item[], status: Status): number => items.filter((one) => one.status === status).length;
