import { afterEach, expect, test, vi } from 'vitest';
import { sendWorld } from './sendWorld';

afterEach(() => void vi.unstubAllGlobals());

const answer = (status: number, body: string) => vi.stubGlobal('fetch', vi.fn(() => Promise.resolve(new Response(body, { status }))));
const file = new File([new Uint8Array([1, 2, 3])], 'a world.eco');

test('a file goes with its name, and nothing comes back where it was opened', async () => {
  answer(200, '{"refusal":null}');
  expect(await sendWorld(file)).toBeNull();
  expect(fetch).toHaveBeenCalledWith('api/worlds?name=a%20world.eco', expect.objectContaining({ method: 'POST', body: file }));
});

test('why it was not opened comes back, however the server says it', async () => {
  answer(200, '{"refusal":"a world.eco is no world"}');
  expect(await sendWorld(file)).toBe('a world.eco is no world');
  answer(413, '{"error":"a world.eco is too large"}');
  expect(await sendWorld(file)).toBe('a world.eco is too large');
  answer(500, '{}');
  expect(await sendWorld(file)).toBe('The server refused a world.eco.');
  answer(502, 'bad gateway');
  expect(await sendWorld(file)).toBe('a world.eco could not be sent.');
});
