using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Runs;
using GpuEcosystem.Engine.Storage;

namespace GpuEcosystem.Cli.Worlds;

/// <summary>A recipe as the command line names it.</summary>
internal static class RecipeInput
{
    private const string StandardInput = "-";

    /// <summary>The recipe in a file or a link, or, for <c>-</c>, on standard input, which may also hold a link.</summary>
    /// <exception cref="UserException">There is none.</exception>
    public static RecipeSource Read(string given)
    {
        if (given != StandardInput)
        {
            return RecipeSource.Read(given);
        }

        const string name = "standard input";
        using Stream input = Console.OpenStandardInput();
        return RecipeSource.Read(InputFile.ReadText(input, name), name);
    }
}
