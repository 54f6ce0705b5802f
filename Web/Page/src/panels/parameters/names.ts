// How parameters are found: by any name they have, as people write names.

import type { Parameter } from '../../protocol';

/** Whether a name has a part, which is no empty one; blanks, hyphens, points and letter case aside. */
export function hasPart(name: string, part: string): boolean {
  const squeezed = squeeze(part);
  return squeezed.length > 0 && squeeze(name).includes(squeezed);
}

/** The first of a parameter's names that has a part; null where none does. */
export function nameWith(parameter: Parameter, part: string): string | null {
  return [parameter.name, ...parameter.otherNames].find((name) => hasPart(name, part)) ?? null;
}

/** Whether a parameter is what somebody looks for: by a name, or by a word of its explanation. */
export function isAbout(parameter: Parameter, text: string): boolean {
  return nameWith(parameter, text) !== null || parameter.explanation.toLowerCase().includes(text.trim().toLowerCase());
}

const squeeze = (name: string): string => name.replace(/[^\p{L}\p{Nd}]/gu, '').toUpperCase();
