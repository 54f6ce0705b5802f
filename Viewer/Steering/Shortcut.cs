using GpuEcosystem.Viewer.Windowing;

namespace GpuEcosystem.Viewer.Steering;

/// <summary>A key and what it does.</summary>
/// <param name="Key">The key.</param>
/// <param name="Modifiers">What is held down with it.</param>
/// <param name="Action">What it does.</param>
/// <param name="Repeats">Whether it does so again while it is held.</param>
internal sealed record Shortcut(Key Key, Modifiers Modifiers, Action Action, bool Repeats = false);

/// <summary>Keys that belong together, as the list of keys explains them.</summary>
/// <param name="Keys">The keys' names.</param>
/// <param name="Meaning">What they do.</param>
/// <param name="Shortcuts">The keys themselves.</param>
internal sealed record ShortcutGroup(string Keys, string Meaning, params IReadOnlyList<Shortcut> Shortcuts);
