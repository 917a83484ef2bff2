namespace HealthScore.Training.Configuration;

/// <summary>The stable names of factors, made from their columns.</summary>
public static class FactorKeys
{
    public const int MaxLength = 48;

    /// <summary><c>[a-z][a-z0-9_]{0,47}</c></summary>
    public static bool IsKey(string text) =>
        text.Length is > 0 and <= MaxLength
        && char.IsAsciiLetterLower(text[0])
        && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_');

    /// <summary>Lower case, everything else <c>_</c>; <c>f_</c> goes before a name that no letter leads.</summary>
    public static string FromColumn(string column)
    {
        var key = string.Concat(
            column.Trim().Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToLowerInvariant(c) : '_')
        );
        key = key.Length > 0 && char.IsAsciiLetterLower(key[0]) ? key : $"f_{key}";
        return key[..Math.Min(key.Length, MaxLength)];
    }

    /// <summary>The key of a column that no other has yet: a second one gets <c>_2</c>, a third <c>_3</c>.</summary>
    public static string NextFree(string column, ISet<string> taken)
    {
        var key = FromColumn(column);
        for (var number = 2; !taken.Add(key); number++)
        {
            var suffix = $"_{number}";
            var stem = FromColumn(column);
            key = stem[..Math.Min(stem.Length, MaxLength - suffix.Length)] + suffix;
        }

        return key;
    }
}
