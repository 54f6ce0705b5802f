export interface Link {
  link: string | null;
  whyNone: string | null;
}

/** Asks for the link that opens this world elsewhere; not every world fits into one. */
export async function askForLink(): Promise<Link> {
  try {
    const answer = await fetch('api/link', { credentials: 'same-origin' });
    if (answer.ok) {
      return { link: (await answer.text()).trim(), whyNone: null };
    }

    const { error } = (await answer.json()) as { error: string };
    return { link: null, whyNone: error };
  } catch {
    return { link: null, whyNone: 'the world could not be reached.' };
  }
}
