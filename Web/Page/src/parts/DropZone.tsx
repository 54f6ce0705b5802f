import { useEffect, useState } from 'preact/hooks';
import { demand } from '../demand';
import { sendWorld } from '../sendWorld';
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
    const refusal = maySteer.value ? await sendWorld(file) : 'this page may only watch';
    if (refusal !== null) {
      notice.value = { text: refusal, warning: true };
    }
    return;
  }
  const link = /(https?:\/\/|#r=)\S+/.exec(data.getData('text/uri-list') || data.getData('text/plain'))?.[0];
  if (link) {
    await demand({ open: link });
  } else {
    notice.value = { text: 'There is no link in what was dropped', warning: true };
  }
}
