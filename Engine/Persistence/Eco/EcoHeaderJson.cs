using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using GpuEcosystem.Engine.Devices;
using GpuEcosystem.Engine.Parameters;
using GpuEcosystem.Engine.Recipes;
using GpuEcosystem.Engine.Rules;
using GpuEcosystem.Engine.State;
using GpuEcosystem.Engine.Storage;
using GpuEcosystem.Engine.Worlds;

namespace GpuEcosystem.Engine.Persistence.Eco;

/// <summary>Headers as JSON, as docs/eco-format.md has them.</summary>
internal static class EcoHeaderJson
{
    /// <summary>No header is longer.</summary>
    public const int MostBytes = 16 << 20;

    // Far more than any world lives, and far from where sums of steps overflow.
    private const long LastStep = 1_000_000_000_000_000;

    // Of files that were written before they named it.
    private const string UnknownArithmetic = "a device that the file does not name";

    private static readonly JsonSerializerOptions Layout = new() { WriteIndented = true, NewLine = "\n" };

    /// <summary>The header's bytes.</summary>
    public static byte[] Write(EcoHeader header) => Encoding.UTF8.GetBytes(new JsonObject
    {
        ["rules"] = RuleSets.Of(header.Parameters).Name,
        ["program"] = header.Origin.Program,
        ["device"] = $"{header.Device}",
        ["arithmetic"] = header.Origin.Arithmetic,
        ["step"] = header.Counters.Step,
        ["worldSeed"] = header.Counters.WorldSeed,
        ["scattered"] = header.Counters.Scattered,
        ["respawns"] = new JsonArray([.. header.Counters.Respawns.Select(count => JsonValue.Create(count))]),
        ["optimizers"] = new JsonArray([.. header.Counters.Optimizers.Select(kind => JsonValue.Create($"{kind}"))]),
        ["parent"] = header.Parent is EcoParent parent
            ? new JsonObject { ["file"] = parent.File, ["step"] = parent.Step }
            : null,
        ["start"] = Write(header.Start),
        ["now"] = Write(new RunConfiguration(header.Parameters, [], [])),
        ["sections"] = new JsonArray([.. header.Sections.Select(Write)]),
        ["extras"] = new JsonArray([.. header.Extras.Select(Write)]),
    }.ToJsonString(Layout) + "\n");

    /// <summary>Reads a header, whose sections' places nobody has checked yet.</summary>
    /// <exception cref="UserException">A field is missing or wrong.</exception>
    public static EcoHeader Read(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using JsonDocument document = StrictJson.Parse(bytes);
            return Read(new JsonField("header", document.RootElement));
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or DecoderFallbackException)
        {
            // Texts that are no Unicode are found only when somebody reads them.
            throw new UserException("header is not valid JSON", exception);
        }
    }

    private static EcoHeader Read(JsonField root)
    {
        RuleSet rules = ReadRules(root.Find("rules"));
        WorldParameters parameters = ReadConfiguration(root["now"], rules).Parameters;
        return new EcoHeader(
            ReadCounters(root, parameters),
            [.. root["sections"].Items.Select(ReadSection)],
            [.. root["extras"].Items.Select(ReadSection)])
        {
            Origin = new Origin(root["program"].Text, root.Find("arithmetic")?.Text ?? UnknownArithmetic),
            Device = root["device"].Choice<DeviceKind>(),
            Start = ReadConfiguration(root["start"], rules),
            Parameters = parameters,
            Parent = root["parent"] is { IsNull: false } parent
                ? new EcoParent(parent["file"].Text, parent["step"].WholeNumber(0, LastStep))
                : null,
        };
    }

    private static WorldCounters ReadCounters(JsonField root, WorldParameters parameters)
    {
        ImmutableArray<int> respawns =
            [.. root["respawns"].Items.Select(count => (int)count.WholeNumber(0, int.MaxValue))];
        ImmutableArray<OptimizerKind> optimizers = [.. root["optimizers"].Items.Select(kind => kind.Choice<OptimizerKind>())];
        if (respawns.Length != parameters.Species)
        {
            throw root["respawns"].Refuse($"an array of {parameters.Species} numbers, one for each species");
        }

        int groups = parameters.NetworkGroups;
        if (optimizers.Length != 0 && optimizers.Length != groups)
        {
            throw root["optimizers"].Refuse($"an array of {groups} names, one for each network, or of none");
        }

        return new WorldCounters(
            root["step"].WholeNumber(0, LastStep),
            root["worldSeed"].Unsigned,
            root["scattered"].Unsigned,
            respawns,
            optimizers);
    }

    // A configuration's JSON has a value for each species, or one for all; what holds beside the species' own values,
    // and for the sun, comes apart.
    private static JsonObject Write(RunConfiguration configuration) => new()
    {
        ["common"] = new JsonObject(configuration.Parameters.Catalogue.All.Where(parameter => parameter.PerSpecies).Select(parameter =>
            KeyValuePair.Create(
                parameter.Name, (JsonNode?)AssignmentsJson.Value(parameter, parameter.Read(configuration.Parameters))))),
        ["configuration"] = configuration.ToJson(),
    };

    // Files from before there were others have those that all had.
    private static RuleSet ReadRules(JsonField? field) =>
        field is JsonField name ? RuleSets.Find(name.Text) : RuleSets.Standard;

    private static RunConfiguration ReadConfiguration(JsonField field, RuleSet rules)
    {
        JsonField common = field["common"];
        JsonField whole = field["configuration"];
        RunConfiguration read = new RunConfiguration(rules.Catalogue.Standard, [], [])
            .Read(common.Raw, common.Name)
            .Read(whole.Raw, whole.Name);
        if (read.Parameters.Catalogue != rules.Catalogue)
        {
            throw field.Refuse($"of the rules {rules.Name}, as the header says");
        }

        try
        {
            read.Validate();
            return read;
        }
        catch (UserException exception)
        {
            throw new UserException($"{whole.Name}: {exception.Message}", exception);
        }
    }

    private static JsonObject Write(EcoSection section) => new()
    {
        ["name"] = section.Name,
        ["shape"] = new JsonArray([.. section.Shape.Select(side => JsonValue.Create(side))]),
        ["codec"] = section.Deflated ? "deflate" : "raw",
        ["offset"] = section.Offset,
        ["length"] = section.Length,
        ["checksum"] = section.Checksum.ToString("x16", CultureInfo.InvariantCulture),
    };

    private static EcoSection ReadSection(JsonField field)
    {
        string checksum = field["checksum"].Text;
        if (checksum.Length != 16
            || !ulong.TryParse(checksum, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong hash))
        {
            throw field["checksum"].Refuse("16 hexadecimal digits");
        }

        return new EcoSection(
            field["name"].Text,
            [.. field["shape"].Items.Select(side => side.WholeNumber(0, long.MaxValue))],
            field["codec"].Text switch
            {
                "raw" => false,
                "deflate" => true,
                _ => throw field["codec"].Refuse("raw or deflate"),
            },
            field["offset"].WholeNumber(0, long.MaxValue),
            field["length"].WholeNumber(0, long.MaxValue),
            hash);
    }
}
