import { changePace, pace, pacesLeft, pause, reset, stepOnce, togglePause } from '../steering';
import { demand } from '../demand';
import { connection, framesPerSecond, maySteer, showsKeys, state, welcome } from '../store';
import { rate, whole } from '../text';
import { type Theme, theme } from '../theme/theme';
import { MoonIcon, PauseIcon, PlayIcon, ResetIcon, ScreenIcon, StepIcon, SunIcon } from './icons';

/** What is always there: how the world is doing, and the buttons that stop and hasten it. */
export function Header() {
  const now = state.value;
  const steers = maySteer.value;
  const reason = steers ? undefined : 'This page may only watch';
  return (
    <header class="head">
      <div class="row head-title">
        <h1>GpuEcosystem</h1>
        <button class="button quiet" type="button" onClick={() => (showsKeys.value = true)}>
          Keys <span class="key">?</span>
        </button>
        <ThemeSwitch />
        <span class="badges">
          <Badges />
        </span>
      </div>
      <dl class="figures">
        <Figure name="step" value={whole(now?.step ?? 0)} />
        <Figure name="steps/s" value={rate(now?.stepsPerSecond ?? 0)} />
        <Figure name="frames/s" value={rate(framesPerSecond.value)} />
      </dl>
      <p class="muted small clip device" title={welcome.value?.device}>
        {welcome.value?.device ?? ' '}
      </p>
      {now?.death && <p class="warning small">{now.death}</p>}
      <div class="thirds">
        <button class="button" type="button" disabled={!steers} title={reason} onClick={togglePause}>
          {pause.now() ? <PlayIcon /> : <PauseIcon />}
          {pause.now() ? 'Play' : 'Pause'} <span class="key">Space</span>
        </button>
        <button class="button" type="button" disabled={!steers} title={reason} onClick={stepOnce}>
          <StepIcon /> Step <span class="key">N</span>
        </button>
        <button class="button" type="button" disabled={!steers} title={reason ?? 'Start again among the same walls'} onClick={reset}>
          <ResetIcon /> Reset <span class="key">R</span>
        </button>
        <button class="button" type="button" disabled={!steers || pacesLeft(-1) === 0} title={reason} onClick={() => changePace(-1)}>
          Slower <span class="key">Shift+F</span>
        </button>
        <span class="pace small" aria-live="polite">
          {pace.now()}
        </span>
        <button class="button" type="button" disabled={!steers || pacesLeft(1) === 0} title={reason} onClick={() => changePace(1)}>
          Faster <span class="key">F</span>
        </button>
      </div>
      {now?.replays && (
        <button class="button" type="button" disabled={!steers} title={reason} onClick={() => void demand({ takeOver: true })}>
          Take over <span class="key">T</span>
        </button>
      )}
    </header>
  );
}

function Figure({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt class="muted small">{name}</dt>
      <dd class="number">{value}</dd>
    </div>
  );
}

function Badges() {
  const now = state.value;
  if (connection.value !== 'open' || !now) {
    return <span class="badge">{connection.value === 'connecting' ? 'connecting' : 'no line'}</span>;
  }
  const isRecording = now.recordings.some(({ file }) => file !== null);
  return (
    <>
      {!maySteer.value && <span class="badge" title="This page may look at the world, not change it">watching</span>}
      {isRecording && <span class="badge warning">recording</span>}
      {now.death ? (
        <span class="badge warning">died</span>
      ) : now.replays ? (
        <span class={now.paused ? 'badge' : 'badge active'}>{now.paused ? 'replay, paused' : 'replay'}</span>
      ) : (
        <span class={now.paused ? 'badge' : 'badge active'}>{now.paused ? 'paused' : 'running'}</span>
      )}
    </>
  );
}

const nextTheme: Record<Theme, Theme> = { system: 'light', light: 'dark', dark: 'system' };
const themeNames: Record<Theme, string> = { system: 'as the system has it', light: 'light', dark: 'dark' };

function ThemeSwitch() {
  const now = theme.value;
  const label = `Colours of the page: ${themeNames[now]}. Change to ${themeNames[nextTheme[now]]}`;
  return (
    <button class="button quiet icon" type="button" aria-label={label} title={label} onClick={() => (theme.value = nextTheme[now])}>
      {now === 'system' ? <ScreenIcon /> : now === 'light' ? <SunIcon /> : <MoonIcon />}
    </button>
  );
}
