import type { Checkpoint } from '../../protocol';
import { whole } from '../../text';
import { steerable, useAsking } from '../asking';
import { Refusal } from '../reasons';
import { Picture, titleOf } from './pictures';

interface Props {
  checkpoint: Checkpoint;
  isOpen: boolean;
  onToggle: () => void;
  isChosen: boolean | null; // to be compared; null where nothing is
  onChoose: () => void;
}

/** A checkpoint's picture, which goes back to it, a button that begins another future from there, and one for its file. */
export function CheckpointCard({ checkpoint, isOpen, onToggle, isChosen, onChoose }: Props) {
  const { refusal, say } = useAsking();
  const { name, step } = checkpoint;
  const title = titleOf(checkpoint);
  const place = `${title}, step ${whole(step)}`;
  const caption = (
    <>
      <Picture checkpoint={checkpoint} />
      <span class="clip">{title}</span>
      <span class="muted small number">step {whole(step)}</span>
    </>
  );
  return (
    <li class="kept">
      {isChosen === null ? (
        <button {...steerable()} class="kept-picture" aria-label={`Go back to ${place}`} onClick={() => void say({ restore: name })}>
          {caption}
        </button>
      ) : (
        <button type="button" class="kept-picture" aria-pressed={isChosen} aria-label={`Compare ${place}`} onClick={onChoose}>
          {caption}
        </button>
      )}
      <span class="kept-actions">
        <button {...steerable()} class="button quiet grow" aria-label={`Branch from ${title}`} onClick={() => void say({ branch: name })}>
          Branch
        </button>
        <button type="button" class="button quiet" aria-label={`More about ${title}`} aria-expanded={isOpen} onClick={onToggle}>
          …
        </button>
      </span>
      <Refusal of={refusal} />
    </li>
  );
}
