using System.Numerics;

namespace GpuEcosystem.Viewer.OpenGl;

/// <summary>A line through points, widened to a strip of triangles.</summary>
internal static class PolylineStrip
{
    // A sharp corner's tip would reach far.
    private const float LongestMiter = 3;

    /// <summary>The strip's vertices: x, y, and how far they are to the side of the line.</summary>
    /// <param name="points">The line's points.</param>
    /// <param name="closed">Whether it returns to its first point.</param>
    /// <param name="reach">How far the strip extends to both sides.</param>
    public static List<Vector3> Build(ReadOnlySpan<Vector2> points, bool closed, float reach)
    {
        List<Vector2> line = WithoutRepeats(points, closed);
        int count = line.Count;
        List<Vector3> strip = [];
        if (count < 2)
        {
            return strip;
        }

        closed &= count > 2;
        for (int i = 0; i < (closed ? count + 1 : count); i++)
        {
            Vector2 here = line[i % count];
            Vector2 side = Side(line, i % count, closed) * reach;
            strip.Add(new Vector3(here + side, reach));
            strip.Add(new Vector3(here - side, -reach));
        }

        return strip;
    }

    // A step of no length has no direction.
    private static List<Vector2> WithoutRepeats(ReadOnlySpan<Vector2> points, bool closed)
    {
        List<Vector2> line = [];
        foreach (Vector2 point in points)
        {
            if (line.Count == 0 || line[^1] != point)
            {
                line.Add(point);
            }
        }

        if (closed && line.Count > 1 && line[^1] == line[0])
        {
            line.RemoveAt(line.Count - 1);
        }

        return line;
    }

    // Perpendicular to the line; at corners, to where both strips' edges meet.
    private static Vector2 Side(List<Vector2> line, int i, bool closed)
    {
        int count = line.Count;
        bool first = i == 0 && !closed;
        bool last = i == count - 1 && !closed;
        Vector2 after = last ? Normal(line[i - 1], line[i]) : Normal(line[i], line[(i + 1) % count]);
        Vector2 before = first ? after : Normal(line[(i + count - 1) % count], line[i]);
        Vector2 middle = before + after;
        float length = middle.Length();
        if (length < 1e-3f)
        {
            return after;
        }

        middle /= length;
        return middle * Math.Min(LongestMiter, 1 / Vector2.Dot(middle, after));
    }

    private static Vector2 Normal(Vector2 from, Vector2 to)
    {
        Vector2 along = Vector2.Normalize(to - from);
        return new Vector2(-along.Y, along.X);
    }
}
