// The line to the server: what it says goes into the store, pictures to whoever draws them, and what was lost is tried again.

import { batch } from '@preact/signals';
import { FrameReader, type Picture } from './frames';
import { learn, place } from './history';
import type { Command, ToPage, ToServer } from './protocol';
import * as store from './store';

/** What of a WebSocket is used here. */
export type Wire = Pick<WebSocket, 'binaryType' | 'send' | 'close' | 'onopen' | 'onmessage' | 'onclose'>;

/** How a line is made, and who looks on. */
export interface LineOptions {
  open: () => Wire;
  isRefused: () => Promise<boolean>; // whether the server lets this page in no more
  onPicture: (picture: Picture) => void;
}

const firstWait = 500;
const longestWait = 5000;
const nameKey = 'gpueco.name';

const lost = 'the line was lost';

/** A line to the server that mends itself. */
export class Line {
  private wire: Wire | null = null;
  private wait = firstWait;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private commands = 0;
  private readonly asked = new Map<number, (refusal: string | null) => void>();
  private readonly options: LineOptions;

  constructor(options: LineOptions) {
    this.options = options;
  }

  /** Opens the line; what was waited for is not. */
  open(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const wire = this.options.open();
    const reader = new FrameReader();
    let isWelcome = false;
    wire.binaryType = 'arraybuffer';
    wire.onmessage = ({ data }: MessageEvent<string | ArrayBuffer>) => {
      if (typeof data !== 'string') {
        // A picture that cannot be read leaves all that follow without a base: only a new line helps.
        reader.read(data).then(this.options.onPicture, () => wire.close());
        return;
      }
      const message = JSON.parse(data) as ToPage;
      if ('welcome' in message) {
        isWelcome = true;
        this.wait = firstWait;
      }
      batch(() => this.take(message));
    };
    wire.onclose = () => void this.afterLoss(isWelcome);
    wire.onopen = () => {
      this.wire = wire;
      this.say({ hello: { name: ownName(), since: place(known()) } });
    };
  }

  /** Tries at once where a line is waited for. */
  tryNow(): void {
    if (this.timer !== undefined) {
      this.open();
    }
  }

  /** Says something; where there is no line nobody hears it. */
  say(message: ToServer): void {
    this.wire?.send(JSON.stringify(message));
  }

  /** Asks something of the world; what became of it is null or why not. */
  ask(command: Command): Promise<string | null> {
    if (!this.wire || store.connection.value !== 'open') {
      return Promise.resolve(lost);
    }
    const id = ++this.commands;
    this.say({ id, do: command });
    return new Promise((resolve) => this.asked.set(id, resolve));
  }

  private take(message: ToPage): void {
    if ('welcome' in message) {
      store.welcome.value = message.welcome;
      store.connection.value = 'open';
    } else if ('rules' in message) {
      store.rules.value = message.rules;
    } else if ('networks' in message) {
      store.networks.value = message.networks;
    } else if ('state' in message) {
      store.state.value = message.state;
    } else if ('values' in message) {
      store.values.value = message.values;
    } else if ('history' in message) {
      const { chapter, samples, events } = learn(known(), message.history);
      store.chapter.value = chapter;
      store.samples.value = samples;
      store.events.value = events;
    } else if ('checkpoints' in message) {
      store.checkpoints.value = message.checkpoints;
    } else if ('circuit' in message) {
      store.circuit.value = message.circuit;
    } else if ('cell' in message) {
      store.cell.value = message.cell;
    } else if ('colours' in message) {
      store.colours.value = message.colours;
    } else if ('people' in message) {
      store.people.value = message.people;
    } else if ('notice' in message) {
      store.notice.value = message.notice;
    } else if ('answer' in message) {
      this.asked.get(message.answer.id)?.(message.answer.refusal);
      this.asked.delete(message.answer.id);
    } else {
      store.ending.value = message.ended;
      store.connection.value = 'ended';
    }
  }

  private async afterLoss(wasWelcome: boolean): Promise<void> {
    this.wire = null;
    for (const resolve of this.asked.values()) {
      resolve(lost);
    }
    this.asked.clear();
    if (store.connection.value === 'ended') {
      return;
    }
    store.connection.value = 'lost';
    if (!wasWelcome && (await this.options.isRefused())) {
      store.connection.value = 'refused';
      return;
    }
    this.timer = setTimeout(() => this.open(), this.wait);
    this.wait = Math.min(2 * this.wait, longestWait);
  }
}

const known = () => ({ chapter: store.chapter.value, samples: store.samples.value, events: store.events.value });

const ownName = (): string => localStorage.getItem(nameKey) ?? '';

let line: Line | null = null;

/** Opens the page's line, for good. */
export function connect(onPicture: (picture: Picture) => void): Line {
  const address = new URL('api/socket', document.baseURI);
  address.protocol = address.protocol.replace('http', 'ws');
  const opened = new Line({
    open: () => new WebSocket(address),
    isRefused: async () => {
      try {
        return [401, 403].includes((await fetch('api/world')).status);
      } catch {
        return false;
      }
    },
    onPicture,
  });
  store.line.ask = (command) => opened.ask(command);
  document.addEventListener('visibilitychange', () => document.hidden || opened.tryNow());
  window.addEventListener('online', () => opened.tryNow());
  opened.open();
  line = opened;
  return opened;
}

/** What others see of who watches here; remembered. */
export function rename(name: string): void {
  localStorage.setItem(nameKey, name);
  line?.say({ name });
}
