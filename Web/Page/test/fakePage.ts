import { deflateRawSync } from 'node:zlib';
import type { WebSocket } from 'ws';
import type { FrameHead, ToPage, ToServer, View } from '../src/protocol.ts';
import { type FakeSession, paces } from './fakeSession.ts';
import { layers, palettes, parameters } from './world.ts';

const ramp = Array.from({ length: 256 }, (_, i) => [i, Math.round(40 + 0.8 * i), 90 + Math.round(0.4 * i)]
  .map((c) => Math.min(255, c).toString(16).padStart(2, '0')).join('')).join('');

/** What a page is told, and what it says. */
export class FakePage {
  private readonly session: FakeSession;
  private readonly socket: WebSocket;
  private view: View | null = null;
  private frames = 0;
  private shown = 0;
  private last: { planes: Uint8Array; layer: string } | null = null;
  private told = { samples: 0, events: 0, values: {}, checkpoints: {}, layer: '' };
  private name = 'page 1';

  constructor(session: FakeSession, socket: WebSocket) {
    this.session = session;
    this.socket = socket;
    socket.on('message', (text: Buffer) => this.take(JSON.parse(text.toString()) as ToServer));
    const timers = [setInterval(() => this.showFrame(), 33), setInterval(() => this.tellState(), 200)];
    socket.on('close', () => timers.forEach(clearInterval));
  }

  private take(message: ToServer): void {
    if ('hello' in message) {
      this.name = message.hello.name || this.name;
      this.greet();
    } else if ('view' in message) {
      this.view = message.view;
      this.tellCell();
    } else if ('shown' in message) {
      this.shown = message.shown;
    } else if ('name' in message) {
      this.name = message.name;
      this.tellPeople();
    } else {
      this.say({ answer: { id: message.id, refusal: this.session.ask(message.do, this.name) } });
      this.tellState();
    }
  }

  private greet(): void {
    this.say({
      welcome: {
        you: this.name, maySteer: true, program: 'gpueco 0.0 (fake)', device: 'cpu: 2 cores, 256-bit vectors',
        presets: ['edge-of-chaos', 'seasons', 'petri-dish'].map((name) => ({
          name, explanation: `What the preset ${name} is about, said in one line.`, width: 128, height: 128, species: 5, step: 0,
        })),
        grown: ['reef', 'mosaic', 'solstice'].map((name) => ({
          name, explanation: `How the world ${name} came to be.`, width: 96, height: 96, species: 9, step: 1200,
        })),
        palettes, sun: '#0c0e14', wall: '#c0c4c8', noNumber: '#303440', paces, tools: ['look', 'wall', 'erase', 'paint', 'seeds'],
        longestPicture: 4096,
      },
    });
    this.say({ rules: { name: 'Ecosystem', parameters, layers, paintedLayer: null } });
    this.say({ networks: palettes[0]!.species.map(() => ({ weights: 29600, operations: 29600, idle: [] })) });
    this.tellPeople();
    this.tellState();
  }

  private tellPeople(): void {
    const others = [{ name: 'Ada', maySteer: true, isYou: false }, { name: 'page 7', maySteer: false, isYou: false }];
    this.say({ people: [{ name: this.name, maySteer: true, isYou: true }, ...others] });
  }

  // Only what is another than what was told last.
  private tellState(): void {
    const { session, told } = this;
    this.say({ state: session.state() });
    if (told.samples !== session.samples.length || told.events !== session.events.length) {
      const news = { samples: session.samples.slice(told.samples), events: session.events.slice(told.events) };
      this.say({ history: { chapter: session.chapter, ...news } });
      [told.samples, told.events] = [session.samples.length, session.events.length];
    }
    if (told.values !== session.values) {
      this.say({ values: (told.values = session.values) });
    }
    if (told.checkpoints !== session.checkpoints) {
      this.say({ checkpoints: (told.checkpoints = session.checkpoints) });
    }
    this.tellCell();
  }

  private tellCell(): void {
    const [x, y] = this.view?.pointer ?? [-1, -1];
    if (x < 0) {
      this.say({ cell: null });
      return;
    }
    const aliveness = this.session.world.aliveness(x, y);
    const winner = aliveness.indexOf(Math.max(...aliveness));
    this.say({
      cell: {
        x, y, wall: this.session.world.walls.has(y * 128 + x), winner, aliveness,
        scores: aliveness.map((alive) => (alive > 0.2 ? 3 * alive - 1.5 : null)),
        facts: [{ name: 'win rate', value: 0.84 }], network: { weights: 29600, operations: 29600 }, circuit: null, sunPeriods: null,
      },
    });
  }

  private showFrame(): void {
    const { view, session: { world } } = this;
    if (!view || this.frames - this.shown >= 2) {
      return;
    }
    if (view.layer !== 'territory' && view.layer !== this.told.layer) {
      this.say({ colours: { layer: view.layer, low: 0, high: 1, ramps: { '': ramp } } });
    }
    this.told.layer = view.layer;
    const [left, top, width, height] = view.region;
    const whole = world.planes(view.layer);
    const planes = new Uint8Array(2 * width * height);
    for (let row = 0; row < 2 * height; row++) {
      const from = (Math.floor(row / height) * world.height + top + (row % height)) * world.width + left;
      planes.set(whole.subarray(from, from + width), row * width);
    }
    const base = this.last?.layer === view.layer && this.last.planes.length === planes.length ? this.last.planes : null;
    const body = deflateRawSync(base ? planes.map((byte, i) => byte - base[i]!) : planes);
    const head: FrameHead = {
      frame: ++this.frames, base: base ? this.frames - 1 : null, kind: 'cells', step: world.step, layer: view.layer, palette: view.palette,
      world: view.world, region: view.region, block: 1, width, height, grid: [world.width, world.height], patch: [40, 30, 32, 32],
    };
    const text = Buffer.from(JSON.stringify(head));
    const length = Buffer.alloc(4);
    length.writeUInt32LE(text.length);
    this.socket.send(Buffer.concat([length, text, body]));
    this.last = { planes, layer: view.layer };
  }

  private say(message: ToPage): void {
    this.socket.send(JSON.stringify(message));
  }
}
