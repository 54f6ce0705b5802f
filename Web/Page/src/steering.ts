// What buttons and keys do alike.

import { signal } from '@preact/signals';
import { demand } from './demand';
import type { Command } from './protocol';
import {
  layer, layerIndex, layerName, palette, rules, species, state, welcome, world,
} from './store';

// Milliseconds until what was done is in the news, at the latest.
const newsTime = 500;

/** Something that follows from what it is by now, and may be asked for again before the news has it. */
function following<T>(known: () => T, command: (wanted: T) => Command) {
  const expected = signal<T | null>(null);
  const expect = (value: T, answer: Promise<unknown>): void => {
    expected.value = value;
    const forget = (): void => void (expected.value = expected.value === value ? null : expected.value);
    void answer.then(() => setTimeout(forget, newsTime));
  };
  return { now: (): T => expected.value ?? known(), expect, ask: (value: T): void => expect(value, demand(command(value))) };
}

/** Whether the world waits. */
export const pause = following(() => state.value?.paused ?? false, (paused) => ({ pause: paused }));

/** How fast it goes. */
export const pace = following(() => state.value?.pace ?? '', (text) => ({ pace: text }));

export const togglePause = (): void => pause.ask(!pause.now());

export const stepOnce = (): void => pause.expect(true, demand({ step: 1 }));

export const reset = (): void => void demand({ do: 'resetWithinWalls' });

/** Starts again with another random seed. */
export const resetWithNewSeed = (): void => {
  const [seed] = crypto.getRandomValues(new Uint32Array(1));
  void demand({ act: [{ set: { Seed: seed! } }, { do: 'resetWithinWalls' }] });
};

/** How many paces there are from the chosen one to the end of that direction; 0 where there is none. */
export function pacesLeft(direction: 1 | -1): number {
  const paces = welcome.value?.paces ?? [];
  const now = paces.indexOf(pace.now());
  return now < 0 ? 0 : direction > 0 ? paces.length - 1 - now : now;
}

/** Goes to the next pace, if there is one. */
export function changePace(direction: 1 | -1): void {
  if (pacesLeft(direction) > 0) {
    const paces = welcome.value!.paces;
    pace.ask(paces[paces.indexOf(pace.now()) + direction]!);
  }
}

export const chooseSpecies = (number: number): void => {
  species.value = Math.min(Math.max(number, 1), state.value?.species ?? 1);
};

/** Shows a layer, of the chosen species where it has one for each. */
export function chooseLayer(name: string): void {
  const index = rules.value?.layers.find((one) => one.name === name)?.index;
  layerName.value = name;
  layerIndex.value = index?.title === 'Species' ? species.value : (index?.first ?? 0);
  limitIndex();
}

export function chooseIndex(index: number): void {
  layerIndex.value = index;
  limitIndex();
}

/** The next of several, or the one before, around the end. */
export const turn = (all: readonly string[], now: string, direction: number): string =>
  all[(Math.max(0, all.indexOf(now)) + direction + all.length) % all.length] ?? now;

export const layerNames = (): string[] => rules.value?.layers.map(({ name }) => name) ?? [];

export const paletteNames = (): string[] => welcome.value?.palettes.map(({ name }) => name) ?? [];

/** Everything that can be shown of the worlds that live at once. */
export const worldNames = (): string[] => {
  const count = state.value?.worlds ?? 1;
  const each = Array.from({ length: count }, (_, n) => String(n + 1));
  return count === 1 ? each : [...each, 'all'];
};

export const turnLayer = (direction: number): void => chooseLayer(turn(layerNames(), layerName.value, direction));

export const turnPalette = (direction: number): void => {
  palette.value = turn(paletteNames(), palette.value, direction);
};

export const turnWorld = (direction: number): void => {
  world.value = turn(worldNames(), world.value, direction);
};

function limitIndex(): void {
  const range = layer.value?.index;
  layerIndex.value = Math.min(Math.max(layerIndex.value, range?.first ?? 0), range?.last ?? 0);
}
