using System.Runtime.CompilerServices;
using GpuEcosystem.Kernels.Mathematics;
using ILGPU;

namespace GpuEcosystem.Kernels.Circuits;

/// <summary>
/// A gate as a function of two numbers, κ0 + κa·a + κb·b + κab·a·b: exact for each of the sixteen kinds on bits, and for any mixture of
/// them, since a mixture of bilinear functions is one.
/// </summary>
public struct GateForm
{
    /// <summary>Kinds of gates.</summary>
    public const int Kinds = 16;

    /// <summary>κ0, the answer to 0 and 0.</summary>
    public float Constant;

    /// <summary>κa.</summary>
    public float First;

    /// <summary>κb.</summary>
    public float Second;

    /// <summary>κab.</summary>
    public float Both;

    /// <summary>The function of a kind, from its truth table, bits 3 to 0 of its number.</summary>
    public static GateForm Of(int kind)
    {
        int none = kind >> 3 & 1;
        int second = kind >> 2 & 1;
        int first = kind >> 1 & 1;
        int both = kind & 1;
        return new GateForm
        {
            Constant = none,
            First = first - none,
            Second = second - none,
            Both = none - second - first + both,
        };
    }

    /// <summary>What it answers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal readonly float Answer(float a, float b) => Constant + First * a + b * (Second + Both * a);

    /// <summary>The mixture by softmax(logits / temperature).</summary>
    /// <param name="logits">Of all gates, <c>[gate][kind]</c>.</param>
    /// <param name="from">Where this gate's begin.</param>
    /// <param name="temperature">Low: nearer to the likeliest kind.</param>
    internal static GateForm Mixture(ArrayView<float> logits, long from, float temperature)
    {
        float largest = logits[from + Likeliest(logits, from)];
        float total = 0;
        GateForm sum = default;
        for (int kind = 0; kind < Kinds; kind++)
        {
            float share = Scalar.Exp((logits[from + kind] - largest) / temperature);
            GateForm form = Of(kind);
            total += share;
            sum.Constant += share * form.Constant;
            sum.First += share * form.First;
            sum.Second += share * form.Second;
            sum.Both += share * form.Both;
        }

        sum.Constant /= total;
        sum.First /= total;
        sum.Second /= total;
        sum.Both /= total;
        return sum;
    }

    /// <summary>The kind of the largest logit, the lowest among equals.</summary>
    internal static int Likeliest(ArrayView<float> logits, long from)
    {
        int best = 0;
        for (int kind = 1; kind < Kinds; kind++)
        {
            best = logits[from + kind] > logits[from + best] ? kind : best;
        }

        return best;
    }
}
