namespace GpuEcosystem.Engine.Parameters;

/// <summary>True and false; a person may also write on and off.</summary>
internal sealed class SwitchDomain() : ValueDomain<bool>(ParameterKind.Switch)
{
    public override string Values => "true, false";

    public override bool Parse(string name, string text) => text.Trim().ToLowerInvariant() switch
    {
        "true" or "on" => true,
        "false" or "off" => false,
        _ => throw new UserException($"{name} must be true or false; '{text}' is not"),
    };

    public override string Format(bool value) => value ? "true" : "false";

    public override void Check(string name, bool value)
    {
        // Both are allowed.
    }
}
