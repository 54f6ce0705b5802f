namespace GpuEcosystem.Sessions.Commands;

/// <summary>What a pointer that is held down does to the world.</summary>
public enum Tool
{
    /// <summary>Moves the view.</summary>
    Look,

    /// <summary>Builds walls.</summary>
    Wall,

    /// <summary>Gives cells back to the sun and takes walls away.</summary>
    Erase,

    /// <summary>Gives cells to the chosen species.</summary>
    Paint,

    /// <summary>Scatters single cells of the chosen species within the brush.</summary>
    Seeds,
}
