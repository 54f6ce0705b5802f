// The colours of the picture that is on the canvas: they follow the palette without asking the server.

import { computed, signal } from '@preact/signals';
import type { FrameHead } from '../protocol';
import { colours, entityColours, palette, rules, welcome } from '../store';
import { entityTable, numberTable } from '../tables';

/** The head of the picture that is shown. */
export const shownHead = signal<FrameHead | null>(null);

const shownLayer = computed(() => shownHead.value?.layer ?? '');

/** The ramp of the shown layer of numbers in the chosen palette, 256 times "rrggbb"; null for entities, or while it is not known. */
export const ramp = computed(() => {
  const known = colours.value;
  return known && known.layer === shownLayer.value ? (known.ramps[palette.value] ?? known.ramps[''] ?? null) : null;
});

/** The table for the shown picture, or null while it cannot be known. */
export const table = computed(() => {
  const known = welcome.value;
  const name = shownLayer.value.split(':')[0];
  const layer = rules.value?.layers.find((one) => one.name === name);
  if (!known || !layer) {
    return null;
  }
  if (layer.isEntities) {
    return entityTable(entityColours.value, known.wall, known.noNumber);
  }
  return ramp.value === null ? null : numberTable(ramp.value, known.wall, known.noNumber);
});
