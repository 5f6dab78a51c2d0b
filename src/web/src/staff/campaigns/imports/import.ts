export type ImportKind = 'patient' | 'appointment' | 'visit' | 'statement' | 'refill' | 'recall' | 'fhir';

export const importKinds: Record<ImportKind, string> = {
  patient: 'Patients', appointment: 'Appointments to come', visit: 'Visits that have been', statement: 'Statements',
  refill: 'Refills that are due', recall: 'Visits that should be booked', fhir: 'FHIR (from an electronic record)',
};

export type Mapping = Record<string, string>;

/** A file as the server has read it. */
export interface Uploaded {
  id: string;
  kind: ImportKind;
  format: 'csv' | 'fhir';
  rows: number;
  columns: string[];
  mapping: Mapping;
  fields: { id: string; label: string; required: boolean; help: string | null }[];
  sample: string[][];
  skipped?: Record<string, number>;
}

export interface Checked {
  rows: number;
  ready: number;
  new: number;
  changed: number;
  same: number;
  refusedCount: number;
  /** Consents that it will record, and people whose texts it will stop. */
  grants?: number;
  withdrawals?: number;
  /** The first hundred. */
  refused: { line: number; reason: string }[];
}

export interface ImportLine {
  id: string;
  kind: ImportKind;
  format: string;
  fileName: string;
  createdAt: string;
  createdBy: string;
  state: ImportState;
  rows: number;
  done: number;
}

type ImportState = 'ready' | 'running' | 'done' | 'failed';

export const importStates: Record<ImportState, string> = {
  ready: 'Not started', running: 'Running', done: 'Done', failed: 'Failed',
};

export interface Progress {
  id: string;
  state: ImportState;
  rows: number;
  done: number;
  new: number;
  changed: number;
  same: number;
  refusedCount: number;
  skipped: Record<string, number>;
}

/** What the server takes at most. */
export const largest = 32 * 1024 * 1024;
