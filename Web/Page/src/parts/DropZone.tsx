import { useEffect, useState } from 'preact/hooks';
import { demand } from '../demand';
import { maySteer, notice } from '../store';

/** Lets worlds be dropped anywhere on the page: files, or text with a link. */
export function DropZone() {
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    // Elements under the pointer enter and leave in turn; what is last entered is left last.
    let last: EventTarget | null = null;
    const listeners: [string, (event: DragEvent) => void][] = [
      ['dragenter', (event) => {
        last = event.target;
        setOver(isWorld(event.dataTransfer));
      }],
      ['dragleave', (event) => event.target === last && setOver(false)],
      ['dragover', (event) => isWorld(event.dataTransfer) && event.preventDefault()],
      ['drop', (event) => {
        setOver(false);
        if (isWorld(event.dataTransfer)) {
          event.preventDefault();
          void take(event.dataTransfer!);
        }
      }],
    ];
    for (const [name, listener] of listeners) {
      window.addEventListener(name, listener as EventListener);
    }
    return () => {
      for (const [name, listener] of listeners) {
        window.removeEventListener(name, listener as EventListener);
      }
    };
  }, []);
  return isOver ? (
    <div class="drop">
      <p class="card">{maySteer.value ? 'Drop a world, a recipe or a link to open it' : 'This page may only watch'}</p>
    </div>
  ) : null;
}

const isWorld = (data: DataTransfer | null): boolean =>
  data !== null && ['Files', 'text/uri-list', 'text/plain'].some((type) => data.types.includes(type));

async function take(data: DataTransfer): Promise<void> {
  const file = data.files[0];
  if (file) {
    await openFile(file);
    return;
  }
  const link = /https?:\/\/\S+/.exec(data.getData('text/uri-list') || data.getData('text/plain'))?.[0];
  if (link) {
    await demand({ open: link });
  } else {
    notice.value = { text: 'There is no link in what was dropped', warning: true };
  }
}

/** Opens a world from a file. */
async function openFile(file: File): Promise<void> {
  if (!maySteer.value) {
    notice.value = { text: 'this page may only watch', warning: true };
    return;
  }
  try {
    const response = await fetch(`api/worlds?name=${encodeURIComponent(file.name)}`, {
      method: 'POST', body: file, credentials: 'same-origin', headers: { 'Content-Type': 'application/octet-stream' },
    });
    const answer = (await response.json()) as { refusal?: string | null; error?: string };
    const refusal = answer.refusal ?? answer.error ?? (response.ok ? null : `the server refused ${file.name}`);
    if (refusal !== null) {
      notice.value = { text: refusal, warning: true };
    }
  } catch {
    notice.value = { text: `${file.name} could not be sent`, warning: true };
  }
}
