using System.CommandLine;
using GpuEcosystem.Cli.Help;
using GpuEcosystem.Cli.Output;
using GpuEcosystem.Cli.Output.Tables;
using GpuEcosystem.Cli.Worlds;
using GpuEcosystem.Engine;
using GpuEcosystem.Engine.Display;
using GpuEcosystem.Engine.Display.Layers;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Persistence;
using GpuEcosystem.Engine.Recipes;
using GpuEcosystem.Engine.Rules.PetriDish;
using GpuEcosystem.Engine.Runs;
using GpuEcosystem.Engine.Worlds;
using GpuEcosystem.Imaging.Pictures;

namespace GpuEcosystem.Cli.Verbs;

/// <summary>The options that say what a run writes.</summary>
internal sealed class RunFileOptions
{
    /// <summary>Steps from one line of metrics to the next unless the user says otherwise.</summary>
    public const long MetricsInterval = 10;

    private readonly Option<string?> image = CommonOptions.Path("--image", "FILE.png", "A picture of the last state");

    private readonly Option<string?> images = CommonOptions.Path(
        "--images", "DIR", "A picture at the start and then every --every steps, in a folder");

    private readonly Option<long> every = CommonOptions.WholeNumber(
        "--every", "K", 1, 10, "Steps from one of --images to the next");

    private readonly Option<string?> imageScale = CommonOptions.Path(
        "--image-scale",
        "S",
        $"Pixels of --image and --images on either side of a cell; 1/S: cells on either side of a pixel, which is their mean; {PictureScale.PictureHelp}, unless given");

    private readonly Option<bool> overwrite = CommonOptions.Overwrite();

    private readonly FilmOptions film = new();

    private readonly Option<string?> layer = CommonOptions.Path(
        "--layer", "NAME", $"What pictures and films show: {string.Join(", ", RuleSets.All.SelectMany(rules => rules.Layers).Select(layer => layer.Usage).Distinct())}; {LayerChoice.Default} unless given");

    private readonly Option<string?> world = CommonOptions.ShownWorld("What pictures and films show");

    private readonly Option<string?> metrics = CommonOptions.Path(
        "--metrics", "FILE", "What is observed, as .csv or .parquet: at the start, every --metrics-every steps and at the end");

    private readonly Option<long> metricsEvery = CommonOptions.WholeNumber(
        "--metrics-every", "K", 1, MetricsInterval, "Steps from one line of --metrics to the next");

    private readonly Option<bool> encounters = CommonOptions.Flag(
        "--encounters",
        "In --metrics, who beats whom too: who took how many cells from whom since the line before, and what each one's attack has over every "
        + "other's, for which the networks run once more at each line");

    private readonly Option<string?> grid = CommonOptions.Path(
        "--dump-grid", "FILE.f32|.npz", "The last state for other programs: planar 32-bit floats, aliveness then state, or NumPy's arrays with names");

    private readonly Option<string?> saveRecipe = CommonOptions.SaveRecipe();

    private readonly Option<string?> save = CommonOptions.Path(
        "--save",
        $"FILE{string.Join("|", WorldFile.Extensions)}",
        "The last state as a world file, from which --load goes on bit by bit");

    /// <summary>Adds the options to a verb.</summary>
    /// <param name="verb">The verb.</param>
    /// <param name="palette">The verb's own option for the colours.</param>
    public void AddTo(Verb verb, Option palette)
    {
        verb.Add("Pictures and films", [image, images, every, imageScale, overwrite, .. film.All, layer, world, palette]);
        verb.Add("Numbers and worlds", metrics, metricsEvery, encounters, grid, save, saveRecipe);
    }

    /// <summary>Makes sure that everything asked for can be written.</summary>
    public RunOutputs Open(ParseResult parsed, WorldPlan plan, Palette palette, Action<string> note)
    {
        Require(parsed, every, images);
        Require(parsed, overwrite, images);
        Require(parsed, imageScale, image, images);
        Require(parsed, metricsEvery, metrics);
        Require(parsed, encounters, metrics);
        Require(parsed, layer, image, images, film.File);
        Require(parsed, world, image, images, film.File);
        foreach (Option option in film.All)
        {
            Require(parsed, option, film.File);
        }

        RefuseSameFile(parsed, image, film.File, metrics, grid, save, saveRecipe);

        RequireSame(
            parsed, plan.Recipe, metrics,
            nameof(WorldParameters.Species), nameof(WorldParameters.Coupling), nameof(PetriDishParameters.BatchWorlds));
        foreach (Option series in (Option[])[images, film.File])
        {
            RequireSame(parsed, plan.Recipe, series, nameof(WorldParameters.GridWidth), nameof(WorldParameters.GridHeight), nameof(PetriDishParameters.BatchWorlds));
        }

        WorldParameters parameters = plan.Start.Configuration.Parameters;

        LayerChoice shown = parsed.GetValue(layer) is string text
            ? RuleSets.Of(parameters).ParseLayer(layer.Name, text, parameters)
            : LayerChoice.Default;
        PictureStyle style = new(shown, palette, CommonOptions.ReadShownWorld(parsed, world, parameters));
        PictureScale? scale = parsed.GetValue(imageScale) is string given ? PictureScale.Parse(imageScale.Name, given) : null;
        RunOutputs outputs = new();
        try
        {
            Add(image, path => new PictureOutput(path, style, scale, parameters));
            Add(images, path => new PictureSeriesOutput(path, plan.Resumes ? null : parsed.GetValue(overwrite), parsed.GetValue(every), style, scale, parameters));
            Add(film.File, path => film.Open(path, parsed, style, parameters));
            Add(grid, path => new GridOutput(path));
            Add(save, path => new WorldOutput(path, parameters, note));
            Add(saveRecipe, path => new RecipeOutput(path));
            Add(metrics, path => new MetricsOutput(
                path, parsed.GetValue(metricsEvery), parameters, plan.Resumes ? plan.FirstStep : null, parsed.GetValue(encounters)));
            return outputs;
        }
        catch
        {
            outputs.Dispose();
            throw;
        }

        void Add(Option<string?> option, Func<string, RunObserver> open)
        {
            if (parsed.GetValue(option) is string path)
            {
                outputs.Add(open(path));
            }
        }
    }

    /// <summary>Refuses options that do nothing without another.</summary>
    public static void Require(ParseResult parsed, Option given, params IReadOnlyList<Option> needed)
    {
        if (parsed.Gives(given) && !needed.Any(parsed.Gives))
        {
            throw new UserException($"{given.Name} needs {string.Join(" or ", needed.Select(option => option.Name))}");
        }
    }

    /// <summary>Throws where two options name one file.</summary>
    public static void RefuseSameFile(ParseResult parsed, params IReadOnlyList<Option<string?>> options)
    {
        Dictionary<string, string> taken = [];
        foreach (Option<string?> option in options)
        {
            if (parsed.GetValue(option) is { Length: > 0 } path && !taken.TryAdd(Path.GetFullPath(path), option.Name))
            {
                throw new UserException($"{taken[Path.GetFullPath(path)]} and {option.Name} name the same file '{path}'");
            }
        }
    }

    /// <summary>
    /// Refuses a recipe that changes a parameter which has to stay: a table has the same columns, and a series of pictures the same size,
    /// from the first to the last.
    /// </summary>
    public static void RequireSame(ParseResult parsed, Recipe? recipe, Option option, params IReadOnlyList<string> names)
    {
        IEnumerable<ParameterAssignment> assignments = recipe is null || !parsed.Gives(option)
            ? []
            : recipe.Actions.Select(action => action.Action).OfType<ChangeParameters>().SelectMany(change => change.Assignments);
        if (assignments.FirstOrDefault(one => names.Contains(one.Parameter.Name)) is { Parameter: var changed })
        {
            throw new UserException($"{option.Name} needs the same {changed.Name} throughout, but the recipe changes it");
        }
    }
}
