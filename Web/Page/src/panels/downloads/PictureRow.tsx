import { useSignal } from '@preact/signals';
import { layer, layerText, palette, state, welcome, world } from '../../store';
import { whole } from '../../text';
import { pictureAddress, scalesFor } from './pictureSize';

/** A picture of the layer that is shown, as large as somebody likes. */
export function PictureRow() {
  const wanted = useSignal(4);
  const now = state.value;
  if (!now) {
    return null;
  }

  // All worlds stand one below the other.
  const rows = world.value === 'all' ? now.height * now.worlds : now.height;
  const scales = scalesFor(now.width, rows, welcome.value?.longestPicture ?? Infinity);
  const scale = scales.includes(wanted.value) ? wanted.value : (scales.at(-1) ?? 1);
  return (
    <div class="row">
      <span class="grow">
        {layer.value?.title ?? layerText.value}, in {palette.value}
      </span>
      <select class="select" aria-label="Size" value={scale} onChange={(event) => (wanted.value = Number(event.currentTarget.value))}>
        {scales.map((one) => (
          <option key={one} value={one}>
            {whole(one * now.width)} × {whole(one * rows)}
          </option>
        ))}
      </select>
      <a
        class="button"
        href={pictureAddress(layerText.value, scale, palette.value, world.value)}
        download={`${now.run}-${now.step}-${layerText.value.replace(':', '-')}.png`}
      >
        .png
      </a>
    </div>
  );
}
