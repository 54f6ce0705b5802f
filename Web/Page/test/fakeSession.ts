import type {
  Checkpoint, Command, Deed, Sample, State, Value, WorldEvent,
} from '../src/protocol.ts';
import { parameters, species, World } from './world.ts';

export const paces = [
  '1 step a second', '5 steps a second', 'every step shown', '2 steps a frame', 'as fast as it can',
];

/** What goes on in the fake world, and what pages have made of it. */
export class FakeSession {
  readonly world = new World();
  readonly samples: Sample[] = [];
  readonly events: WorldEvent[] = [];
  readonly commands: Command[] = []; // all that was asked, for tests
  chapter = 'first';
  paused = false;
  pace = paces[2]!;
  values: Record<string, Value> = Object.fromEntries(parameters.map(({ name, standard }) => [name, { all: standard, own: {} }]));
  checkpoints: Checkpoint[] = [
    { name: 'run1-400', label: 'calm before', run: 'run1', step: 400, parent: null, hasPicture: true },
    { name: 'run1-800', label: '', run: 'run1', step: 800, parent: null, hasPicture: true },
    { name: 'run2-900', label: 'with walls', run: 'run2', step: 900, parent: 'run1-800', hasPicture: true },
  ];

  constructor() {
    for (this.world.step = 0; this.world.step < 1000; this.world.step += 10) {
      this.observe();
    }
    this.tell('reset', 'A new world: edge-of-chaos', 0, null);
    this.tell('parameter', 'GrowthGateSteepness: 12, was 20', 300, 'Ada');
    this.tell('edit', 'A wall was drawn', 620, 'page 2');
    this.tell('checkpoint', 'Kept as run1-800', 800, 'Ada');
    this.tell('respawn', 'Species 4 came back', 910, null);
  }

  tick(): void {
    if (!this.paused) {
      this.world.step++;
      if (this.world.step % 10 === 0) {
        this.observe();
      }
    }
  }

  state(): State {
    const territory = this.world.territory();
    return {
      step: this.world.step, width: 128, height: 128, worlds: 1, species: species.length, coupling: 'PerSpecies', paused: this.paused,
      pace: this.pace, stepsPerSecond: this.paused ? 0 : 30, run: 'run2', death: null, replays: false,
      undo: this.events.length > 5 ? this.events.at(-1)!.text : null, redo: null,
      populations: territory.map((cells) => Math.round(cells * 1.3)), territory, entropy: 0.83, loss: 1.24, circuit: null,
      recordings: [{ name: 'film', file: null }, { name: 'metrics', file: null }], recorded: [],
    };
  }

  /** Does what is asked; null, or why not. */
  ask(command: Command, by: string): string | null {
    this.commands.push(command);
    if ('pause' in command) {
      this.paused = command.pause;
    } else if ('pace' in command) {
      this.pace = command.pace;
    } else if ('step' in command) {
      this.world.step += command.step;
    } else if ('brush' in command) {
      this.draw(command.brush.tool, command.brush.to, command.brush.radius);
      if (command.brush.begins) {
        this.tell('edit', `${command.brush.tool} at ${command.brush.to.join(', ')}`, this.world.step, by);
      }
    } else if ('keep' in command) {
      const name = `run2-${this.world.step}`;
      this.checkpoints = [{ name, label: '', run: 'run2', step: this.world.step, parent: null, hasPicture: true }, ...this.checkpoints];
      this.tell('checkpoint', `Kept as ${name}`, this.world.step, by);
    } else if ('set' in command) {
      return this.set(command.set, by);
    } else if ('act' in command) {
      return command.act.reduce<string | null>((refusal, deed: Deed) => refusal ?? this.ask(deed, by), null);
    } else if ('delete' in command) {
      this.checkpoints = this.checkpoints.filter(({ name }) => name !== command.delete);
    } else if ('rename' in command) {
      const { checkpoint, label } = command.rename;
      this.checkpoints = this.checkpoints.map((one) => (one.name === checkpoint ? { ...one, label } : one));
    } else if ('open' in command) {
      return `there is no grown world '${command.open}'`;
    }
    return null;
  }

  private set(wanted: Record<string, unknown>, by: string): string | null {
    for (const [name, value] of Object.entries(wanted)) {
      const before = this.values[name];
      if (name === 'Seed') {
        continue;
      }
      if (!before || value === 13) {
        return `${name} cannot be ${String(value)}`;
      }
      const isOwn = typeof value === 'object' && value !== null;
      const own = isOwn ? Object.fromEntries(Object.entries(value).map(([n, one]) => [n, String(one)])) : {};
      this.values = { ...this.values, [name]: { all: isOwn ? before.all : String(value), own: { ...before.own, ...own } } };
      this.tell('parameter', `${name}: ${JSON.stringify(value)}, was ${before.all}`, this.world.step, by);
    }
    return null;
  }

  private draw(tool: string, [x, y]: [number, number], radius: number): void {
    for (let row = Math.max(0, y - radius); row <= Math.min(127, y + radius); row++) {
      for (let column = Math.max(0, x - radius); column <= Math.min(127, x + radius); column++) {
        if ((row - y) ** 2 + (column - x) ** 2 <= radius ** 2) {
          this.world.walls[tool === 'wall' ? 'add' : 'delete'](row * 128 + column);
        }
      }
    }
  }

  private observe(): void {
    const territory = this.world.territory();
    const { step } = this.world;
    this.samples.push({
      number: this.samples.length, step, shares: territory.map((cells) => cells / (128 * 128)),
      entropy: 0.8 + 0.1 * Math.sin(step / 90), loss: step < 50 ? null : 1.2 + 0.3 * Math.cos(step / 70),
    });
  }

  private tell(kind: WorldEvent['kind'], text: string, step: number, by: string | null): void {
    const id = this.events.length + 1;
    this.events.push({ id, number: id, sample: Math.floor(step / 10), step, kind, text, by });
  }
}
