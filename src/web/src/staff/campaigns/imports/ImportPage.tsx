import { useState } from 'react';
import { go } from '../../shell/route';
import { ChooseFile } from './ChooseFile';
import { ImportList } from './ImportList';
import type { Uploaded } from './import';
import { MappingForm } from './MappingForm';

/** A file, its columns, a look at what it would do, and only then the start. */
export function ImportPage() {
  const [uploaded, setUploaded] = useState<Uploaded | null>(null);
  return (
    <>
      <h1>Import</h1>
      {uploaded
        ? (
          <MappingForm
            key={uploaded.id} uploaded={uploaded} leave={() => setUploaded(null)}
            started={() => go(`#/campaigns/import/${uploaded.id}`)}
          />
        )
        : (
          <>
            <ChooseFile uploaded={setUploaded} />
            <ImportList />
          </>
        )}
    </>
  );
}
