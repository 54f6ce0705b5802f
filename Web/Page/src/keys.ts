// All keys of the page: one table, from which they work and from which the list of keys is made. They are the window's, as far as a
// browser lets them through.

import { largestBrush, scaleBrush } from './canvas/brush';
import type { Camera } from './canvas/camera';
import { stage, useTool } from './canvas/World';
import { demand } from './demand';
import { focusSearch } from './panels/Parameters';
import {
  changePace, chooseIndex, chooseSpecies, reset, resetWithNewSeed, stepOnce, togglePause, turnLayer, turnPalette, turnWorld,
} from './steering';
import * as store from './store';

/** A key, as `KeyboardEvent.key` has it (letters small), and what it does. */
interface Binding {
  key: string;
  shift?: boolean; // letters alone care
  control?: boolean;
  repeats?: boolean; // also while it is held down
  action: () => void;
}

export interface KeyGroup {
  caps: string; // a cap each for what blanks part
  meaning: string;
  bindings: Binding[];
}

const zoomFactor = 1.25;
const panShare = 0.12;
const brushFactor = 1.25;

const on = (key: string, action: () => void, more: Partial<Binding> = {}): Binding => ({ key, action, ...more });
const held = (key: string, action: () => void, more: Partial<Binding> = {}): Binding => on(key, action, { repeats: true, ...more });

const shift = { shift: true };
const control = { control: true };
const undo = (): void => void demand({ undo: true });
const redo = (): void => void demand({ redo: true });
const toggle = (signal: { value: boolean }) => () => (signal.value = !signal.value);

/** Moves the camera from the keyboard: from then on a tool works in the middle, until the pointer moves. */
function move(how: (camera: Camera) => void): void {
  stage?.point(null);
  stage?.move(how);
}

const zoom = (factor: number) => () => stage?.move((camera) => camera.zoomAt(camera.middle, factor));

const pan = (right: number, down: number) => () => {
  const distance = panShare * Math.min(stage?.canvasSize.width ?? 0, stage?.canvasSize.height ?? 0);
  move((camera) => camera.pan(right * distance, down * distance));
};

const tool = (key: string, name: string): Binding =>
  on(key, () => {
    if (store.welcome.value?.tools.includes(name)) {
      store.tool.value = name;
    }
  });

function toggleFilm(): void {
  const film = store.state.value?.recordings.find(({ name }) => name === 'film');
  if (film) {
    void demand(film.file === null ? { record: { recorder: film.name, ...store.style() } } : { endRecord: film.name });
  }
}

function search(): void {
  store.showsPanel.value = true;
  // The panel is there after the next rendering.
  requestAnimationFrame(focusSearch);
}

export const keyGroups: readonly KeyGroup[] = [
  { caps: 'Space', meaning: 'pause, go on', bindings: [on(' ', togglePause)] },
  { caps: 'N', meaning: 'a single step', bindings: [held('n', stepOnce)] },
  { caps: 'F Shift+F', meaning: 'faster, slower', bindings: [on('f', () => changePace(1)), on('f', () => changePace(-1), shift)] },
  { caps: 'R Shift+R', meaning: 'start again; with a new random seed', bindings: [on('r', reset), on('r', resetWithNewSeed, shift)] },
  { caps: 'T', meaning: 'take over from a recipe', bindings: [on('t', () => void demand({ takeOver: true }))] },
  {
    caps: 'L W E P D', meaning: 'look, wall, erase, paint, scatter seeds',
    bindings: [tool('l', 'look'), tool('w', 'wall'), tool('e', 'erase'), tool('p', 'paint'), tool('d', 'seeds')],
  },
  {
    caps: '1…9 , .', meaning: 'species; the one before, the next',
    bindings: [
      ...Array.from({ length: 9 }, (_, n) => on(String(n + 1), () => chooseSpecies(n + 1))),
      held(',', () => chooseSpecies(store.species.value - 1)),
      held('.', () => chooseSpecies(store.species.value + 1)),
    ],
  },
  {
    caps: '[ ] Wheel', meaning: `smaller, larger brush, up to ${largestBrush} cells`,
    bindings: [held('[', () => scaleBrush(1 / brushFactor)), held(']', () => scaleBrush(brushFactor))],
  },
  { caps: 'Enter', meaning: 'use the tool at the brush', bindings: [held('Enter', useTool)] },
  { caps: 'U Ctrl+Z', meaning: 'take back what was last done', bindings: [held('u', undo), held('z', undo, control)] },
  {
    caps: 'Shift+U Ctrl+Y', meaning: 'do it again',
    bindings: [held('u', redo, shift), held('y', redo, control), held('z', redo, { ...shift, ...control })],
  },
  {
    caps: '+ − Ctrl+Wheel', meaning: 'nearer, farther',
    bindings: [held('+', zoom(zoomFactor)), held('=', zoom(zoomFactor)), held('-', zoom(1 / zoomFactor))],
  },
  {
    caps: '← → ↑ ↓ Right-drag', meaning: 'move the view',
    bindings: [held('ArrowLeft', pan(1, 0)), held('ArrowRight', pan(-1, 0)), held('ArrowUp', pan(0, 1)), held('ArrowDown', pan(0, -1))],
  },
  { caps: 'Home', meaning: 'show everything', bindings: [on('Home', () => move((camera) => camera.fit()))] },
  { caps: 'M Shift+M', meaning: 'what is shown: next, previous', bindings: [on('m', () => turnLayer(1)), on('m', () => turnLayer(-1), shift)] },
  { caps: 'C Shift+C', meaning: 'colours: next, previous', bindings: [on('c', () => turnPalette(1)), on('c', () => turnPalette(-1), shift)] },
  {
    caps: "; '", meaning: 'species or channel shown: previous, next',
    bindings: [on(';', () => chooseIndex(store.layerIndex.value - 1)), on("'", () => chooseIndex(store.layerIndex.value + 1))],
  },
  {
    caps: 'B Shift+B', meaning: 'which of several worlds: next, previous',
    bindings: [on('b', () => turnWorld(1)), on('b', () => turnWorld(-1), shift)],
  },
  { caps: 'K', meaning: 'outline what learning looks at', bindings: [on('k', toggle(store.showsPatch))] },
  { caps: 'I', meaning: 'inspect the cell under the pointer', bindings: [on('i', toggle(store.showsInspector))] },
  { caps: 'S', meaning: 'keep this moment', bindings: [on('s', () => void demand({ keep: true }))] },
  {
    caps: 'O Shift+O', meaning: 'download pictures and more; film it, stop filming',
    bindings: [on('o', toggle(store.showsDownloads)), on('o', toggleFilm, shift)],
  },
  { caps: 'G', meaning: 'begin or open another world', bindings: [on('g', toggle(store.showsGallery))] },
  { caps: 'H', meaning: 'hide or show the panel', bindings: [on('h', toggle(store.showsPanel))] },
  { caps: 'Tab /', meaning: 'go through the page; search a parameter', bindings: [on('/', search)] },
  {
    caps: '? Esc', meaning: 'these keys; close them',
    bindings: [on('?', toggle(store.showsKeys)), on('F1', toggle(store.showsKeys)), on('Escape', () => (store.showsKeys.value = false))],
  },
];

/** The binding of a pressed key, or undefined. */
export function bindingOf(event: Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>): Binding | undefined {
  const isLetter = /^\p{L}$/u.test(event.key);
  const key = isLetter ? event.key.toLowerCase() : event.key;
  const hasControl = event.ctrlKey || event.metaKey;
  return keyGroups
    .flatMap(({ bindings }) => bindings)
    // Signs come with whatever a keyboard needs for them, such as Shift or AltGr.
    .find((one) => one.key === key && (isLetter
      ? (one.shift ?? false) === event.shiftKey && (one.control ?? false) === hasControl && !event.altKey
      : !hasControl || (event.altKey && key.length === 1)));
}

/** Whether an element that has the focus wants a key for itself. */
export function isForElement(element: Pick<HTMLInputElement, 'tagName' | 'type' | 'closest'> | null, key: string): boolean {
  if (!element) {
    return false;
  }
  const isInput = element.tagName === 'INPUT';
  const isSelect = element.tagName === 'SELECT';
  if (element.tagName === 'TEXTAREA' || (isInput && !['checkbox', 'range', 'radio'].includes(element.type))) {
    return key !== 'F1';
  }
  // One that has just been closed may still have the focus.
  if (element.closest('dialog[open]')) {
    return true;
  }
  if (isSelect || (isInput && element.type !== 'checkbox')) {
    // A list also goes by the letters of what is in it.
    return /^(Arrow|Home|End|Page| |Enter)/.test(key) || (isSelect && key.length === 1);
  }
  return [' ', 'Enter'].includes(key) && ['BUTTON', 'A', 'SUMMARY', 'INPUT'].includes(element.tagName);
}

/** Lets the page's keys work. */
export function listenForKeys(): void {
  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || isForElement(document.activeElement as HTMLInputElement | null, event.key)) {
      return;
    }
    const binding = bindingOf(event);
    if (binding) {
      event.preventDefault();
      store.showsWelcome.value = false;
      if (!event.repeat || binding.repeats) {
        binding.action();
      }
    }
  });
}
