// The program under test, the way somebody starts it and asks it over HTTP.

import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** A small world that takes many steps a second and still learns. */
export const smallWorld = [
  '--preset', 'small', '--size', '32', '--species', '3', '--seed', '7', '--set', 'NetworkDepth=0', '--set', 'NetworkWidth=8', '--device', 'cpu',
];

/** Of a recipe what tests look at. */
export interface Recipe {
  start: Record<string, unknown>;
  steps: number;
  actions: ({ after: number; by?: string } & Record<string, unknown>)[];
}

/** Of `/api/world` what tests look at. */
export interface World {
  step: number;
  width: number;
  height: number;
  species: number;
  paused: boolean;
  pace: string;
  stepsPerSecond: number;
  run: string;
  stateHash: string;
}

/** What became of a command. */
export interface Answer {
  done: boolean;
  refusal: string | null;
  step: number;
}

interface Address {
  url: string;
  watchUrl: string;
  token: string;
  watchToken: string;
  port: number;
}

const file = process.env['GPUECO'] ?? fileURLToPath(new URL('../../../Cli/bin/Release/net10.0/gpueco.dll', import.meta.url));
const environment = process.env;
const [command, first] = file.endsWith('.dll') ? ['dotnet', [file]] : [file, []];

/** Runs a verb to its end, in a folder, and returns what it wrote. */
export async function run(folder: string, ...words: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(command, [...first, ...words], { cwd: folder, maxBuffer: 1 << 26 });
  return stdout;
}

/** A folder that is gone with the test. */
export function makeFolder(): { path: string; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'gpueco-page-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** A port that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** `gpueco serve`, in a folder of its own unless another is given. */
export class Program {
  readonly address: Address;
  readonly folder: string;
  private readonly process: ChildProcess;
  private readonly ended: Promise<number | null>;

  private constructor(process: ChildProcess, ended: Promise<number | null>, address: Address, folder: string) {
    [this.process, this.ended, this.address, this.folder] = [process, ended, address, folder];
  }

  /** Starts it and waits until it listens. */
  static async start(folder: string, words: readonly string[] = smallWorld, port = 0): Promise<Program> {
    const process = spawn(command, [...first, 'serve', '--json', '--no-open', '--port', String(port), ...words], {
      cwd: folder, stdio: ['ignore', 'pipe', 'pipe'], env: { ...environment, XDG_CONFIG_HOME: folder },
    });
    let complaints = '';
    process.stderr.on('data', (text: Buffer) => (complaints += text.toString()));
    const ended = new Promise<number | null>((resolve) => process.once('exit', resolve));
    const line = await Promise.race([
      new Promise<string>((resolve) => createInterface(process.stdout).once('line', resolve)),
      ended.then((code) => Promise.reject(new Error(`gpueco serve ended with ${code}: ${complaints}`))),
    ]);
    return new Program(process, ended, JSON.parse(line) as Address, folder);
  }

  /** The process, whose memory can be looked at. */
  get id(): number {
    return this.process.pid!;
  }

  /** Ends it as Ctrl-C does, and waits until it is gone. */
  async end(): Promise<number | null> {
    this.process.kill('SIGINT');
    return this.ended;
  }

  /** Ends it without letting it say so. */
  async kill(): Promise<void> {
    this.process.kill('SIGKILL');
    await this.ended;
  }

  /** How the world is. */
  world = (): Promise<World> => this.json<World>('world');

  /** How the world came to be. */
  recipe = (): Promise<Recipe> => this.json<Recipe>('recipe.json');

  /** Asks something of the world, as a script does. */
  async ask(...commands: unknown[]): Promise<Answer[]> {
    const response = await this.fetch('commands', { method: 'POST', body: JSON.stringify(commands) });
    return (await response.json()) as Answer[];
  }

  /** Asks, where a refusal would be a fault of the test. */
  async demand(...commands: unknown[]): Promise<void> {
    for (const { refusal } of await this.ask(...commands)) {
      if (refusal !== null) {
        throw new Error(refusal);
      }
    }
  }

  /** An answer's JSON. */
  json = async <T>(path: string): Promise<T> => (await this.fetch(path)).json() as Promise<T>;

  /** An answer's bytes. */
  bytes = async (path: string): Promise<Uint8Array> => new Uint8Array(await (await this.fetch(path)).arrayBuffer());

  private async fetch(path: string, options: RequestInit = {}): Promise<Response> {
    const response = await fetch(`http://127.0.0.1:${this.address.port}/api/${path}`, {
      ...options, headers: { Authorization: `Bearer ${this.address.token}`, 'Content-Type': 'application/json' },
    });
    if (!response.ok) {
      throw new Error(`${path}: ${response.status} ${await response.text()}`);
    }
    return response;
  }
}

/** Waits until something holds. */
export async function until(what: string, holds: () => Promise<boolean> | boolean, milliseconds = 20_000): Promise<void> {
  for (const end = Date.now() + milliseconds; !(await holds()); ) {
    if (Date.now() > end) {
      throw new Error(`waited in vain until ${what}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
