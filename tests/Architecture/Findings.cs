namespace HealthScore.Architecture.Tests;

/// <summary>A rule over files that fails with every place at once, a line each.</summary>
internal static class Findings
{
    public static void None(IEnumerable<string> found)
    {
        var places = found.ToArray();

        Assert.True(places.Length == 0, $"{places.Length} found:\n{string.Join('\n', places)}");
    }
}
