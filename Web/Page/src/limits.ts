// Keeps what is chosen among what there is.

import { effect } from '@preact/signals';
import { showsFirst } from './canvas/brush';
import { chooseIndex, chooseLayer, chooseSpecies, layerNames, paletteNames, worldNames } from './steering';
import { layer, layerIndex, layerName, palette, rules, species, state, tool, welcome, world } from './store';

export function keepChoices(): void {
  effect(() => {
    if (rules.value && !layer.value) {
      chooseLayer(layerNames()[0] ?? layerName.value);
    } else if (layer.value) {
      chooseIndex(layerIndex.value);
    }
  });
  effect(() => {
    if (state.value) {
      chooseSpecies(species.value);
      world.value = worldNames().includes(world.value) ? world.value : '1';
    }
  });
  effect(() => {
    if (welcome.value && !paletteNames().includes(palette.value)) {
      palette.value = paletteNames()[0] ?? palette.value;
    }
  });
  // Worlds that cannot be edited are looked at.
  effect(() => {
    if (!showsFirst()) {
      tool.value = 'look';
    }
  });
}
