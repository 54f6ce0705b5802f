// How kinds of events are called; their colours are variables of timeline.css.

import type { WorldEvent } from '../../protocol';

export type EventKind = WorldEvent['kind'];

/** All kinds, the most frequent first. */
export const eventKinds: readonly EventKind[] = ['respawn', 'edit', 'parameter', 'checkpoint', 'restore', 'reset'];

/** A word for a kind. */
export const kindName = (kind: EventKind): string => (kind === 'checkpoint' ? 'kept' : kind);

/** A kind's colour, for styles. */
export const kindColour = (kind: EventKind): string => `var(--event-${kind})`;
