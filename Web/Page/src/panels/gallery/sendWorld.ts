/** Opens a world's file in this one's place: null, or why not. */
export async function sendWorld(file: File): Promise<string | null> {
  try {
    const answer = await fetch(`api/worlds?name=${encodeURIComponent(file.name)}`, {
      method: 'POST',
      body: file,
      credentials: 'same-origin',
      headers: { 'Content-Type': 'application/octet-stream' },
    });
    const { refusal } = (await answer.json()) as { refusal: string | null };
    return refusal;
  } catch {
    return 'The file did not reach the world.';
  }
}
