/** Opens a world's file in this one's place: null, or why not. */
export async function sendWorld(file: File): Promise<string | null> {
  try {
    const answer = await fetch(`api/worlds?name=${encodeURIComponent(file.name)}`, {
      method: 'POST',
      body: file,
      credentials: 'same-origin',
      headers: { 'Content-Type': 'application/octet-stream' },
    });
    const { refusal, error } = (await answer.json()) as { refusal?: string | null; error?: string };
    return refusal ?? error ?? (answer.ok ? null : `The server refused ${file.name}.`);
  } catch {
    return `${file.name} could not be sent.`;
  }
}
