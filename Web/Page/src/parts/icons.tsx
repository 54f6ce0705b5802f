// Small pictures made of lines, the window's own, 16 units wide.

import type { ComponentChildren } from 'preact';

function Icon({ children, colour }: { children: ComponentChildren; colour?: string | undefined }) {
  return (
    <svg
      width="1.25em" height="1.25em" viewBox="-8 -8 16 16" aria-hidden="true" fill="none"
      stroke={colour ?? 'currentcolor'} stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round"
    >
      {children}
    </svg>
  );
}

const drop = 'M0-7.5C3-3 5.2 0 5.2 2.5 5.2 9-5.2 9-5.2 2.5-5.2 0-3-3 0-7.5z';
const grains = [[0, -6], [-6, -2.5], [5.5, -1], [-1, 0.5], [-5, 5], [2.5, 6]];
const arrows = 'M0-7V7M-7 0H7M-2-5 0-7 2-5M-2 5 0 7 2 5M-5-2-7 0-5 2M5-2 7 0 5 2';

/** What a tool looks like; what gives cells to a species has its colour. */
export function ToolIcon({ tool, colour }: { tool: string; colour?: string | undefined }) {
  switch (tool) {
    case 'wall':
      return <Icon><rect x="-7.25" y="-6" width="14.5" height="12" rx="1.5" /><path d="M-7 0H7M-2-6V0M2.5 0V6" /></Icon>;
    case 'erase':
      return (
        <Icon>
          <g transform="rotate(-40)"><rect x="-7" y="-4" width="14" height="8" rx="2" /><path fill="currentcolor" d="M-7-3h6v6h-6z" /></g>
        </Icon>
      );
    case 'paint':
      return <Icon colour={colour}><path fill={colour} d={drop} /></Icon>;
    case 'seeds':
      return <Icon colour={colour}>{grains.map(([x, y]) => <circle key={x} cx={x} cy={y} r="1" fill={colour} />)}</Icon>;
    default:
      return <Icon><path d={arrows} /></Icon>;
  }
}

export const PauseIcon = () => <Icon><path d="M-2.6-4.2V4.2M2.6-4.2V4.2" stroke-width="2.6" /></Icon>;
export const PlayIcon = () => <Icon><path fill="currentcolor" d="M-3-5 5 0-3 5z" /></Icon>;
export const StepIcon = () => <Icon><path fill="currentcolor" d="M-5-5 2 0-5 5z" /><path d="M5-5V5" stroke-width="2" /></Icon>;
export const ResetIcon = () => <Icon><path d="M-5 1.2A5.2 5.2 0 1 0-3.4-3.6M-3.8-7v3.6h3.6" /></Icon>;
export const SunIcon = () => <Icon><circle r="3" /><path d="M0-7v1.5M0 5.5V7M-7 0h1.5M5.5 0H7M-5-5l1 1M4 4l1 1M5-5 4-4M-4 4l-1 1" /></Icon>;
export const MoonIcon = () => <Icon><path d="M2-6A6.2 6.2 0 1 0 6 3 5.5 5.5 0 0 1 2-6z" /></Icon>;
export const ScreenIcon = () => <Icon><rect x="-7" y="-6" width="14" height="9.5" rx="1.5" /><path d="M-3 6.5H3" /></Icon>;
export const ChevronIcon = ({ down }: { down: boolean }) => <Icon><path d={down ? 'M-4-2 0 2 4-2' : 'M-4 2 0-2 4 2'} /></Icon>;
