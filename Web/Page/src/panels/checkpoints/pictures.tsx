import type { Checkpoint } from '../../protocol';

/** Where a checkpoint's file is. */
export const fileOf = (checkpoint: Checkpoint, kind: 'eco' | 'petri' | 'png'): string =>
  `api/checkpoints/${encodeURIComponent(checkpoint.name)}.${kind}`;

/** What of a checkpoint's name stays when somebody gives it a label, which comes behind a blank. */
export const keyOf = ({ name }: Checkpoint): string => name.split(' ')[0]!;

/** How a checkpoint is called: by the name that somebody gave it, or by its run. */
export const titleOf = (checkpoint: Checkpoint): string => (checkpoint.label === '' ? checkpoint.run : checkpoint.label);

/** A checkpoint's picture. */
export function Picture({ checkpoint }: { checkpoint: Checkpoint }) {
  return checkpoint.hasPicture ? (
    <img class="thumbnail" src={fileOf(checkpoint, 'png')} alt="" loading="lazy" />
  ) : (
    <span class="thumbnail muted small">no picture</span>
  );
}
