import { useSignal } from '@preact/signals';
import { Dialog } from '../parts/Dialog';
import type { Command } from '../protocol';
import { showsGallery, welcome } from '../store';
import { useAsking } from './asking';
import './gallery/gallery.css';
import { GrownCard } from './gallery/GrownCard';
import { OpenRow } from './gallery/OpenRow';
import { PresetCard } from './gallery/PresetCard';
import { Refusal, WhyNot } from './reasons';

/** Another world in this one's place: one that has grown, a new one from a preset, or one that is opened. */
export function Gallery() {
  return showsGallery.value ? <GalleryDialog /> : null;
}

function GalleryDialog() {
  const { refusal, say } = useAsking();
  const isBusy = useSignal(false);
  const close = (): void => {
    showsGallery.value = false;
  };

  // The dialog makes room for the world that was asked for, and stays where there is none.
  const sayAndClose = async (command: Command): Promise<void> => {
    isBusy.value = true;
    const isDone = await say(command);
    isBusy.value = false;
    if (isDone) {
      close();
    }
  };

  return (
    <Dialog title="Another world" wide onClose={close}>
      <WhyNot />
      <OpenRow refusal={refusal} onOpen={(link) => void sayAndClose({ open: link })} onSent={close} />
      <Refusal of={refusal} />
      <div class="gallery" aria-busy={isBusy.value}>
        <h3>Worlds that have grown</h3>
        <ul>
          {welcome.value?.grown.map((one) => (
            <GrownCard key={one.name} world={one} onOpen={() => void sayAndClose({ open: one.name })} />
          ))}
        </ul>
        <h3>Worlds that begin from seeds</h3>
        <ul>
          {welcome.value?.presets.map((one) => (
            <PresetCard
              key={one.name}
              world={one}
              onBegin={(width, height) => void sayAndClose({ begin: { preset: one.name, width, height } })}
            />
          ))}
        </ul>
      </div>
    </Dialog>
  );
}
