using System.Text.Json;

namespace GpuEcosystem.Discovery.Outcomes;

/// <summary>Single values of a JSON text; false where the token is none of the kind, or does not fit.</summary>
internal static class JsonTokens
{
    public static bool TryText(ref Utf8JsonReader json, out string value)
    {
        bool fits = json.TokenType == JsonTokenType.String;
        value = fits ? json.GetString()! : "";
        return fits;
    }

    public static bool TryBool(ref Utf8JsonReader json, out bool value)
    {
        value = json.TokenType == JsonTokenType.True;
        return value || json.TokenType == JsonTokenType.False;
    }

    public static bool TryInt(ref Utf8JsonReader json, out int value)
    {
        value = 0;
        return json.TokenType == JsonTokenType.Number && json.TryGetInt32(out value);
    }

    public static bool TryLong(ref Utf8JsonReader json, out long value)
    {
        value = 0;
        return json.TokenType == JsonTokenType.Number && json.TryGetInt64(out value);
    }

    public static bool TryULong(ref Utf8JsonReader json, out ulong value)
    {
        value = 0;
        return json.TokenType == JsonTokenType.Number && json.TryGetUInt64(out value);
    }

    public static bool TryDouble(ref Utf8JsonReader json, out double value)
    {
        value = 0;

        // One that is too large is read as infinity.
        return json.TokenType == JsonTokenType.Number && json.TryGetDouble(out value) && double.IsFinite(value);
    }

    public static bool TryFloat(ref Utf8JsonReader json, out float value)
    {
        value = 0;
        return json.TokenType == JsonTokenType.Number && json.TryGetSingle(out value) && float.IsFinite(value);
    }
}
