using System.Text.Json;

namespace GpuEcosystem.Engine.Storage;

/// <summary>JSON in which no object says a thing twice, since readers differ in which of the two counts.</summary>
/// <remarks>
/// System.Text.Json can refuse that itself, but takes random numbers from OpenSSL for it, which a slim system does not have.
/// </remarks>
internal static class StrictJson
{
    /// <summary>Parses a text.</summary>
    /// <param name="json">UTF-8.</param>
    /// <param name="deepestLevel">Arrays and objects inside each other at most.</param>
    /// <param name="writtenByHand">Whether there may be comments, and commas behind the last of a list.</param>
    /// <exception cref="JsonException">It is no such JSON.</exception>
    /// <exception cref="InvalidOperationException">A name in it is not valid Unicode.</exception>
    public static JsonDocument Parse(ReadOnlyMemory<byte> json, int deepestLevel = 64, bool writtenByHand = false)
    {
        JsonDocument document = JsonDocument.Parse(json, new JsonDocumentOptions
        {
            MaxDepth = deepestLevel,
            AllowTrailingCommas = writtenByHand,
            CommentHandling = writtenByHand ? JsonCommentHandling.Skip : JsonCommentHandling.Disallow,
        });
        try
        {
            RefuseRepetition(document.RootElement);
            return document;
        }
        catch
        {
            document.Dispose();
            throw;
        }
    }

    private static void RefuseRepetition(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.Object)
        {
            HashSet<string> names = [];
            foreach (JsonProperty property in element.EnumerateObject())
            {
                if (!names.Add(property.Name))
                {
                    throw new JsonException($"'{property.Name}' is there twice", property.Name, null, null);
                }

                RefuseRepetition(property.Value);
            }
        }
        else if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement item in element.EnumerateArray())
            {
                RefuseRepetition(item);
            }
        }
    }
}
