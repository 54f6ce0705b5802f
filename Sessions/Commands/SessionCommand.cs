using System.Collections.Immutable;
using GpuEcosystem.Engine.Recipes;
using GpuEcosystem.Imaging.Pictures;

namespace GpuEcosystem.Sessions.Commands;

/// <summary>
/// Something that whoever steers asks of a session. It says what is to be and not what is to be changed, so that it means
/// the same whatever others ask for meanwhile.
/// </summary>
public abstract record SessionCommand;

/// <summary>Stops the world, or lets it go on.</summary>
/// <param name="IsPaused">Whether it is to wait.</param>
public sealed record SetPause(bool IsPaused) : SessionCommand;

/// <summary>Sets how fast the world goes while it does not wait.</summary>
/// <param name="Pace">How fast.</param>
public sealed record SetPace(Pace Pace) : SessionCommand;

/// <summary>Takes single steps, pausing first; answered once they have been taken.</summary>
/// <param name="Count">How many, 1 or more.</param>
public sealed record TakeSteps(long Count = 1) : SessionCommand;

/// <summary>Does something to the world, which takes over from a recipe.</summary>
/// <param name="Actions">What, in order; none after one that is refused.</param>
public sealed record Act(params ImmutableArray<WorldAction> Actions) : SessionCommand;

/// <summary>Takes back what was last done: strokes, a change of parameters, or that another world came in a world's place.</summary>
/// <remarks>
/// A change is made again with the values before it. Where cells or networks were replaced, the world before comes back, with its past;
/// edits made in it before then stay.
/// </remarks>
public sealed record Undo : SessionCommand;

/// <summary>Does again what was last taken back: strokes on what is there now, or the world as it was when it was taken back.</summary>
public sealed record Redo : SessionCommand;

/// <summary>Leaves out what a recipe says is still to come.</summary>
public sealed record TakeOver : SessionCommand;

/// <summary>Keeps the present state.</summary>
public sealed record SaveCheckpoint : SessionCommand;

/// <summary>Goes back to a state that was kept, in the run that it belongs to.</summary>
/// <param name="Checkpoint">Its name.</param>
public sealed record Restore(string Checkpoint) : SessionCommand;

/// <summary>Begins another run from a state that was kept.</summary>
/// <param name="Checkpoint">Its name.</param>
public sealed record Branch(string Checkpoint) : SessionCommand;

/// <summary>Calls a state that was kept otherwise, its run and step aside.</summary>
/// <param name="Checkpoint">Its name.</param>
/// <param name="Label">What it is to be called besides; nothing if empty.</param>
public sealed record Rename(string Checkpoint, string Label) : SessionCommand;

/// <summary>Removes a state that was kept, for good.</summary>
/// <param name="Checkpoint">Its name.</param>
public sealed record Delete(string Checkpoint) : SessionCommand;

/// <summary>Writes a state that was kept to a file elsewhere.</summary>
/// <param name="Checkpoint">Its name.</param>
/// <param name="Path">A new file, whose name ends as those of world files do, or a folder.</param>
public sealed record Export(string Checkpoint, string Path) : SessionCommand;

/// <summary>Begins a new world in this one's place.</summary>
/// <param name="Preset">The preset that it starts from.</param>
/// <param name="Width">Columns of its grid; the preset's if null.</param>
/// <param name="Height">Rows of its grid; the preset's if null.</param>
public sealed record BeginWorld(string Preset, int? Width = null, int? Height = null) : SessionCommand;

/// <summary>Opens another world in this one's place.</summary>
/// <param name="Given">A saved world's file, a grown world's name, a recipe's or a configuration's file, or a link of the browser's.</param>
public sealed record OpenWorld(string Given) : SessionCommand;

/// <summary>Writes a picture of the world alone.</summary>
/// <param name="Style">What of it, and in which colours.</param>
public sealed record SavePicture(PictureStyle Style) : SessionCommand;

/// <summary>Begins to record the world into a new file of the working folder.</summary>
/// <param name="Recorder">The way, by its name.</param>
/// <param name="Style">What of the world is shown, and in which colours.</param>
public sealed record BeginRecording(string Recorder, PictureStyle Style) : SessionCommand;

/// <summary>Ends a record and completes its file.</summary>
/// <param name="Recorder">The way, by its name.</param>
public sealed record EndRecording(string Recorder) : SessionCommand;
