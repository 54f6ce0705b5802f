import { afterEach, expect, test, vi } from 'vitest';
import { askForLink } from './link';

afterEach(() => void vi.unstubAllGlobals());

const answer = (status: number, body: string) => vi.stubGlobal('fetch', () => Promise.resolve(new Response(body, { status })));

test('a world that fits has a link', async () => {
  answer(200, 'https://example.org/#abc\n');
  expect(await askForLink()).toEqual({ link: 'https://example.org/#abc', whyNone: null });
});

test('one that does not says why, and so does a server that is gone', async () => {
  answer(409, '{"error":"the world has walls"}');
  expect(await askForLink()).toEqual({ link: null, whyNone: 'the world has walls' });
  answer(502, 'bad gateway');
  expect((await askForLink()).whyNone).not.toBeNull();
});
