// What the page knows: what the server last said, and what the person before it has chosen. Components read these signals; nothing else
// passes between them.

import { computed, signal } from '@preact/signals';
import type {
  Cell, Checkpoint, Circuit, Command, LayerColours, Network, Person, Rules, Sample, State, Value, Welcome, WorldEvent,
} from './protocol';

/** Whether there is a line to the server. */
export type Connection = 'connecting' | 'open' | 'lost' | 'refused' | 'ended';

// What the server says; only socket.ts writes these.
export const connection = signal<Connection>('connecting');
export const ending = signal(''); // why the session is over
export const welcome = signal<Welcome | null>(null);
export const rules = signal<Rules | null>(null);
export const networks = signal<readonly Network[]>([]);
export const state = signal<State | null>(null);
export const values = signal<Record<string, Value>>({});
export const chapter = signal('');
export const samples = signal<readonly Sample[]>([]);
export const events = signal<readonly WorldEvent[]>([]);
export const checkpoints = signal<readonly Checkpoint[]>([]);
export const circuit = signal<Circuit | null>(null); // that of the cell
export const cell = signal<Cell | null>(null);
export const people = signal<readonly Person[]>([]);
export const colours = signal<LayerColours | null>(null);
export const notice = signal<{ text: string; warning: boolean } | null>(null);

/** What the pixels show by now. */
export const framesPerSecond = signal(0);

// What the person has chosen; the world does not know of it.
export const tool = signal('look');
export const species = signal(1); // that is painted and seeded
export const brushRadius = signal(4); // cells
export const layerName = signal('territory');
export const layerIndex = signal(0);
export const palette = signal(''); // limits.ts takes the server's first
export const world = signal('1'); // or "all"
export const showsPatch = signal(false);
export const showsInspector = signal(true);
export const showsPanel = signal(true);
export const showsKeys = signal(false);
export const showsGallery = signal(false);
export const showsDownloads = signal(false);
export const showsWelcome = signal(false);

/** The layer that is shown, as rules have it. */
export const layer = computed(() => rules.value?.layers.find((one) => one.name === layerName.value) ?? null);

/** The layer as the server wants it named. */
export const layerText = computed(() => (layer.value?.index ? `${layerName.value}:${layerIndex.value}` : layerName.value));

/** How pictures and films are made that show what the page does. */
export const style = (): { layer: string; palette: string; world: string } => ({
  layer: layerText.value, palette: palette.value, world: world.value,
});

/** Colours of the species in the chosen palette, "#rrggbb", 0 = the sun. */
export const entityColours = computed(() => {
  const known = welcome.value;
  const chosen = known?.palettes.find((one) => one.name === palette.value) ?? known?.palettes[0];
  return known && chosen ? [known.sun, ...chosen.species] : [];
});

/** Whether this page may change anything now. */
export const maySteer = computed(() => connection.value === 'open' && welcome.value?.maySteer === true);

/** Asks something of the world; what became of it is null or why not. socket.ts puts itself here. */
export const line: { ask: (command: Command) => Promise<string | null> } = {
  ask: () => Promise.resolve('there is no line to the world yet'),
};

/** Asks something of the world. */
export const ask = (command: Command): Promise<string | null> => line.ask(command);
