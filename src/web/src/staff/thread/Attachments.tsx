import { useEffect, useRef, useState } from 'react';
import { Problem } from '../../shared/problem';
import { saveFile } from '../../shared/save';
import { askRaw } from '../session/ask';
import { Dialog } from '../shell/Dialog';
import { complain } from '../shell/notices';
import type { AttachmentItem } from './message';

const shows = (type: string): boolean => type === 'image/jpeg' || type === 'image/png';

export function Attachments({ conversation, items }: { conversation: string; items: readonly AttachmentItem[] }) {
  if (items.length === 0) return null;
  return (
    <ul className="attachments">
      {items.map((item) => (
        <li key={item.id}>
          {shows(item.type) ? <Picture conversation={conversation} item={item} /> : <Download conversation={conversation} item={item} />}
        </li>
      ))}
    </ul>
  );
}

// The bytes come with the sign-in and become an address of this page alone; nothing of a patient is ever framed or run.
async function fetchBlob(conversation: string, item: AttachmentItem, signal?: AbortSignal): Promise<Blob> {
  const response = await askRaw(`conversations/${conversation}/attachments/${item.id}`, signal ? { signal } : {});
  return new Blob([await response.arrayBuffer()], { type: item.type });
}

function Picture({ conversation, item }: { conversation: string; item: AttachmentItem }) {
  const place = useRef<HTMLButtonElement>(null);
  const [address, setAddress] = useState<string | null>(null);
  const [failed, setFailed] = useState(false);
  const [large, setLarge] = useState(false);

  useEffect(() => {
    const life = new AbortController();
    let made: string | null = null;
    const near = new IntersectionObserver((entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      near.disconnect();
      fetchBlob(conversation, item, life.signal).then(
        (blob) => {
          if (!life.signal.aborted) setAddress((made = URL.createObjectURL(blob)));
        },
        () => life.signal.aborted || setFailed(true),
      );
    }, { rootMargin: '200px' });
    if (place.current) near.observe(place.current);
    return () => {
      near.disconnect();
      life.abort();
      if (made) URL.revokeObjectURL(made);
    };
  }, [conversation, item]);

  const name = item.name || 'Picture';
  if (failed) return <Download conversation={conversation} item={item} />;
  return (
    <>
      <button type="button" ref={place} className="picture" onClick={() => setLarge(true)} aria-label={`Enlarge ${name}`}>
        {address && <img src={address} alt="" />}
      </button>
      {large && address && (
        <Dialog title={name} wide onClose={() => setLarge(false)}>
          <img className="large" src={address} alt={name} />
          <div className="buttons"><button type="button" data-first onClick={() => setLarge(false)}>Done</button></div>
        </Dialog>
      )}
    </>
  );
}

function Download({ conversation, item }: { conversation: string; item: AttachmentItem }) {
  const [busy, setBusy] = useState(false);
  const save = async () => {
    setBusy(true);
    try {
      saveFile(await fetchBlob(conversation, item), item.name || 'attachment');
    } catch (error) {
      complain(error instanceof Problem ? error.title : 'The file could not be loaded. Try again.');
    }
    setBusy(false);
  };
  return (
    <button type="button" className="file" disabled={busy} onClick={() => void save()}>
      <span>{item.name || 'File'}</span>
      <span className="quiet">{item.type.split('/')[1]?.toUpperCase()} · {sizeOf(item.bytes)} · download</span>
    </button>
  );
}

const sizeOf = (bytes: number): string =>
  bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1000))} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
