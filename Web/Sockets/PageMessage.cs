using System.Text.Json;
using GpuEcosystem.Engine;
using GpuEcosystem.Web.Protocol;

namespace GpuEcosystem.Web.Sockets;

/// <summary>What a page says.</summary>
internal abstract record PageMessage
{
    /// <summary>It comes, perhaps again.</summary>
    internal sealed record Hello(string Name, Place? Since) : PageMessage;

    /// <summary>It wants another name.</summary>
    internal sealed record Rename(string Name) : PageMessage;

    /// <summary>It wants to see something, or nothing.</summary>
    internal sealed record Show(PageView? View) : PageMessage;

    /// <summary>It has drawn a picture.</summary>
    internal sealed record Shown(long Frame) : PageMessage;

    /// <summary>It asks something of the world.</summary>
    internal sealed record Do(long Id, JsonElement Command) : PageMessage;

    /// <summary>Reads a message.</summary>
    /// <exception cref="UserException">It is none.</exception>
    public static PageMessage Read(ReadOnlyMemory<byte> text)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = 16 });
            return Read(document.RootElement);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException or KeyNotFoundException)
        {
            // It is no JSON, or has something else than what belongs there.
            throw new UserException("that is no message of a page", exception);
        }
    }

    private static PageMessage Read(JsonElement root)
    {
        JsonProperty first = root.EnumerateObject().First();
        JsonElement value = first.Value;
        return first.Name switch
        {
            "hello" => new Hello(Text(value.GetProperty("name")), ReadPlace(value.GetProperty("since"))),
            "name" => new Rename(Text(value)),
            "view" => new Show(value.ValueKind == JsonValueKind.Null ? null : PageView.Read(value)),
            "shown" => new Shown(value.GetInt64()),
            "id" or "do" => new Do(root.GetProperty("id").GetInt64(), root.GetProperty("do").Clone()),
            _ => throw new FormatException(),
        };
    }

    private static Place? ReadPlace(JsonElement place) => place.ValueKind == JsonValueKind.Null
        ? null
        : new Place(Text(place.GetProperty("chapter")), place.GetProperty("sample").GetInt64(), place.GetProperty("event").GetInt64());

    private static string Text(JsonElement value) => value.GetString() ?? throw new FormatException();
}
