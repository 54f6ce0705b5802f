namespace GpuEcosystem.Engine.Parameters;

/// <summary>The values that a parameter may take, and how they read as text (the same in every culture).</summary>
internal abstract class ValueDomain<T>(ParameterKind kind)
{
    public ParameterKind Kind => kind;

    public virtual double? Minimum => null;

    public virtual double? Maximum => null;

    public virtual double? MultipleOf => null;

    public virtual IReadOnlyList<string> Choices => [];

    /// <summary>All of them, in words.</summary>
    public abstract string Values { get; }

    /// <summary>The value that a text stands for; a <see cref="UserException"/> where it stands for none.</summary>
    public abstract T Parse(string name, string text);

    /// <summary>The text that <see cref="Parse"/> takes back to the same value.</summary>
    public abstract string Format(T value);

    /// <summary>Throws a <see cref="UserException"/> where the value is not one of these.</summary>
    public abstract void Check(string name, T value);
}
