// A server that plays a small world, to look at the page without the program: `npm run fake`, then http://127.0.0.1:8517.

import { readFileSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import { FakePage } from './fakePage.ts';
import { FakeSession } from './fakeSession.ts';
import { png } from './png.ts';

const dist = new URL('../dist/', import.meta.url);
const types: Record<string, string> = { html: 'text/html', js: 'text/javascript', css: 'text/css', svg: 'image/svg+xml' };

/** Starts it; port 0 takes a free one. */
export async function startFake(port: number): Promise<{ session: FakeSession; address: string; stop: () => void }> {
  const session = new FakeSession();
  const server = createServer((request, response) => answer(session, request.url ?? '/', response));
  const sockets = new WebSocketServer({ server, path: '/api/socket' }).on('connection', (socket) => new FakePage(session, socket));
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const timer = setInterval(() => session.tick(), 33);
  return { session, address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, stop: () => stop(server, sockets, timer) };
}

function stop(server: Server, sockets: WebSocketServer, timer: ReturnType<typeof setInterval>): void {
  clearInterval(timer);
  sockets.clients.forEach((socket) => socket.terminate());
  server.closeAllConnections();
  server.close();
}

function answer(session: FakeSession, address: string, response: ServerResponse): void {
  const path = new URL(address, 'http://fake').pathname;
  // What the real server allows, so that what it forbids is noticed here.
  response.setHeader('Content-Security-Policy', "default-src 'self'; img-src 'self' blob: data:");
  if (path.endsWith('.png')) {
    send(response, 'image/png', png(session.world));
  } else if (path === '/api/link') {
    send(response.writeHead(409), 'application/json', '{"error":"a link holds no more than a small world without walls"}');
  } else if (path === '/api/worlds') {
    send(response, 'application/json', '{"refusal":null}');
  } else if (path.startsWith('/api/')) {
    send(response, 'application/json', JSON.stringify(session.state()));
  } else {
    sendFile(response, path === '/' ? 'index.html' : path.slice(1));
  }
}

function sendFile(response: ServerResponse, name: string): void {
  try {
    send(response, types[name.split('.').at(-1)!] ?? 'text/plain', readFileSync(new URL(name, dist)));
  } catch {
    response.writeHead(404).end();
  }
}

function send(response: ServerResponse, type: string, body: string | Uint8Array): void {
  if (!response.headersSent) {
    response.setHeader('Content-Type', type);
  }
  response.end(body);
}

if (process.argv[1] === import.meta.filename) {
  console.log((await startFake(Number(process.argv[2] ?? 8517))).address);
}
