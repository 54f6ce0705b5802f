import { beforeAll, describe, expect, it, vi } from 'vitest';

// What the page's modules ask of a browser when they are loaded.
vi.stubGlobal('matchMedia', () => ({ matches: false }));

let keys: typeof import('./keys');
let store: typeof import('./store');

beforeAll(async () => {
  keys = await import('./keys');
  store = await import('./store');
});

const press = (key: string, held: Partial<KeyboardEvent> = {}) =>
  keys.bindingOf({ key, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, ...held });

const element = (tagName: string, type = '', dialog = false) =>
  ({ tagName, type, closest: () => (dialog ? {} : null) }) as unknown as HTMLInputElement;

describe('keys', () => {
  it('mean one thing each', () => {
    const all = keys.keyGroups.flatMap(({ bindings }) => bindings.map(({ key, shift, control }) => `${key} ${shift} ${control}`));
    expect(new Set(all).size).toBe(all.length);
  });

  it('are each named in the list of keys', () => {
    for (const { caps, bindings } of keys.keyGroups) {
      // What some know for redoing beside the one that is listed.
      for (const { key } of bindings.filter((one) => /^[a-z]$/.test(one.key) && !(one.control && one.shift))) {
        expect(caps.split(' ').map((cap) => cap.split('+').at(-1))).toContain(key.toUpperCase());
      }
    }
  });

  it('choose tools, species and brush', () => {
    store.welcome.value = { tools: ['look', 'wall', 'erase', 'paint', 'seeds'] } as never;
    store.state.value = { species: 5 } as never;
    press('w')!.action();
    expect(store.tool.value).toBe('wall');
    press('3')!.action();
    expect(store.species.value).toBe(3);
    press('9')!.action();
    expect(store.species.value).toBe(5);
    store.brushRadius.value = 4;
    press(']')!.action();
    expect(store.brushRadius.value).toBe(5);
    press('[')!.action();
    expect(store.brushRadius.value).toBe(4);
  });

  it('go by Shift and Ctrl where they are letters', () => {
    expect(press('f')).not.toBe(press('F', { shiftKey: true }));
    expect(press('F', { shiftKey: true })?.key).toBe('f');
    expect(press('z', { ctrlKey: true })).toBe(press('z', { metaKey: true }));
    expect(press('z')).toBeUndefined();
    expect(press('r', { ctrlKey: true })).toBeUndefined(); // reloads the page
    expect(press('s', { ctrlKey: true })).toBeUndefined();
  });

  it('are signs however a keyboard makes them', () => {
    expect(press('?', { shiftKey: true })).toBe(press('?'));
    expect(press('[', { ctrlKey: true, altKey: true })).toBe(press('['));
    expect(press('+', { shiftKey: true })).toBeDefined();
    expect(press('+', { ctrlKey: true })).toBeUndefined(); // makes the page larger
  });

  it('leave fields, sliders and buttons what is theirs', () => {
    expect(keys.isForElement(null, ' ')).toBe(false);
    expect(keys.isForElement(element('INPUT', 'text'), 'w')).toBe(true);
    expect(keys.isForElement(element('INPUT', 'range'), 'ArrowLeft')).toBe(true);
    expect(keys.isForElement(element('INPUT', 'range'), 'w')).toBe(false);
    expect(keys.isForElement(element('INPUT', 'checkbox'), ' ')).toBe(true);
    expect(keys.isForElement(element('INPUT', 'checkbox'), 'ArrowLeft')).toBe(false);
    expect(keys.isForElement(element('BUTTON'), 'Enter')).toBe(true);
    expect(keys.isForElement(element('BUTTON'), 'n')).toBe(false);
    expect(keys.isForElement(element('SELECT'), 'm')).toBe(true);
    expect(keys.isForElement(element('CANVAS'), 'Enter')).toBe(false);
    expect(keys.isForElement(element('DIV', '', true), 'n')).toBe(true);
  });
});
