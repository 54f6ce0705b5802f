import { deflateRawSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Picture } from './frames';
import type { ToPage } from './protocol';
import { Line, type Wire } from './socket';
import * as store from './store';

class FakeWire {
  binaryType: BinaryType = 'blob';
  onopen: ((event: Event) => void) | null = null;
  onmessage: ((event: MessageEvent) => void) | null = null;
  onclose: ((event: CloseEvent) => void) | null = null;
  readonly sent: unknown[] = [];

  send(text: string): void {
    this.sent.push(JSON.parse(text));
  }

  close(): void {
    this.onclose?.({} as CloseEvent);
  }

  accept(): void {
    this.onopen?.({} as Event);
  }

  say(message: ToPage): void {
    this.onmessage?.({ data: JSON.stringify(message) } as MessageEvent);
  }
}

let wires: FakeWire[];
let pictures: Picture[];
let isRefused: boolean;
let line: Line;

const welcome = { welcome: { maySteer: true } as never };
const last = (): FakeWire => wires.at(-1)!;

function welcomed(): FakeWire {
  line.open();
  last().accept();
  last().say(welcome);
  return last();
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('localStorage', { getItem: () => 'Ada', setItem: () => undefined });
  [wires, pictures, isRefused] = [[], [], false];
  store.connection.value = 'connecting';
  [store.chapter.value, store.samples.value, store.events.value] = ['', [], []];
  line = new Line({
    open: () => {
      wires.push(new FakeWire());
      return last() as unknown as Wire;
    },
    isRefused: () => Promise.resolve(isRefused),
    onPicture: (picture) => pictures.push(picture),
  });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('line', () => {
  it('says hello first, with a name and nothing known', () => {
    const wire = welcomed();
    expect(wire.binaryType).toBe('arraybuffer');
    expect(wire.sent).toEqual([{ hello: { name: 'Ada', since: null } }]);
    expect(store.connection.value).toBe('open');
  });

  it('says up to where it knows the history when it comes back', async () => {
    const sample = { number: 8, step: 80, shares: [], entropy: 0, loss: null };
    welcomed().say({ history: { chapter: 'a', samples: [sample], events: [] } });
    last().close();
    await vi.advanceTimersByTimeAsync(500);
    last().accept();
    expect(last().sent).toEqual([{ hello: { name: 'Ada', since: { chapter: 'a', sample: 8, event: -1 } } }]);
    last().say({ history: { chapter: 'b', samples: [{ ...sample, number: 0 }], events: [] } });
    expect(store.samples.value.map(({ number }) => number)).toEqual([0]);
  });

  it('tries again, each time after twice as long, up to five seconds', async () => {
    welcomed().close();
    expect(store.connection.value).toBe('lost');
    for (const wait of [500, 1000, 2000, 4000, 5000, 5000]) {
      const before = wires.length;
      await vi.advanceTimersByTimeAsync(wait - 1);
      expect(wires.length).toBe(before);
      await vi.advanceTimersByTimeAsync(1);
      expect(wires.length).toBe(before + 1);
      last().close();
    }
    await vi.advanceTimersByTimeAsync(5000);
    last().accept();
    last().say(welcome);
    last().close();
    const before = wires.length;
    await vi.advanceTimersByTimeAsync(500);
    expect(wires.length).toBe(before + 1);
  });

  it('tries at once when told to, but only where it waits', async () => {
    welcomed();
    line.tryNow();
    expect(wires.length).toBe(1);
    last().close();
    await vi.advanceTimersByTimeAsync(0);
    line.tryNow();
    expect(wires.length).toBe(2);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(wires.length).toBe(2);
  });

  it('gives up where the server lets it in no more', async () => {
    isRefused = true;
    line.open();
    last().close();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(store.connection.value).toBe('refused');
    expect(wires.length).toBe(1);
  });

  it('ends with the session', async () => {
    const wire = welcomed();
    wire.say({ ended: 'it was closed' });
    wire.close();
    await vi.advanceTimersByTimeAsync(60_000);
    expect([store.connection.value, store.ending.value, wires.length]).toEqual(['ended', 'it was closed', 1]);
  });

  it('hands answers to who asked', async () => {
    const wire = welcomed();
    const [first, second] = [line.ask({ pause: true }), line.ask({ step: 1 })];
    expect(wire.sent.slice(1)).toEqual([{ id: 1, do: { pause: true } }, { id: 2, do: { step: 1 } }]);
    wire.say({ answer: { id: 2, refusal: 'no' } });
    wire.say({ answer: { id: 1, refusal: null } });
    expect([await first, await second]).toEqual([null, 'no']);
  });

  it('answers itself when the line is lost', async () => {
    welcomed();
    const asked = line.ask({ keep: true });
    last().close();
    expect(await asked).toBe('the line was lost');
    expect(await line.ask({ keep: true })).toBe('the line was lost');
  });

  it('hands pictures on, and asks for a new line where one cannot be read', async () => {
    vi.useRealTimers();
    const head = { frame: 1, base: null, kind: 'cells', width: 1, height: 1, region: [0, 0, 1, 1], block: 1 };
    const binary = (more: object): ArrayBuffer => {
      const text = Buffer.from(JSON.stringify({ ...head, ...more }));
      const length = Buffer.alloc(4);
      length.writeUInt32LE(text.length);
      return Uint8Array.from(Buffer.concat([length, text, deflateRawSync(Uint8Array.of(3, 200))])).buffer;
    };
    const wire = welcomed();
    wire.onmessage!({ data: binary({}) } as MessageEvent);
    await vi.waitFor(() => expect(pictures.length).toBe(1));
    wire.onmessage!({ data: binary({ frame: 3, base: 2 }) } as MessageEvent);
    await vi.waitFor(() => expect(store.connection.value).toBe('lost'));
    expect(pictures.length).toBe(1);
  });
});
