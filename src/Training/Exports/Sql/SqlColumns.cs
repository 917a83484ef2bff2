using System.Collections.Immutable;
using System.Text;
using HealthScore.Core.Factors;
using HealthScore.Core.Formula;
using HealthScore.Training.Exports.Sql.Dialects;

namespace HealthScore.Training.Exports.Sql;

/// <summary>One column that a query reads.</summary>
/// <param name="Column">Its name in the table.</param>
/// <param name="Type">The type it is expected to have.</param>
/// <param name="Use">What it is for.</param>
internal sealed record SqlColumn(string Column, string Type, string Use);

/// <summary>Which columns a query reads and gives, and whether the engine can name them.</summary>
internal static class SqlColumns
{
    private static readonly UTF8Encoding Strict = new(
        encoderShouldEmitUTF8Identifier: false,
        throwOnInvalidBytes: true
    );

    /// <summary>Columns of the result before the points of each factor.</summary>
    public static ImmutableArray<string> OwnResults { get; } =
    [
        "account_id",
        "status",
        "health_points",
        "health",
        "churn_probability",
        "band",
        "coverage",
        "reason_1",
        "reason_2",
        "reason_3",
        "model_version",
        "formula_hash",
    ];

    /// <summary>
    /// Factors whose column is read: those of a formula, and those of a pillar that must be measured.
    /// </summary>
    public static ImmutableArray<int> Factors(HealthModel model, FormulaList formulas)
    {
        var inFormulas = formulas
            .All.SelectMany(used => used.Formula.Factors)
            .SelectMany(f => f.Column is null ? [f.Row.Index] : (int[])[f.Row.Index, f.Column.Index])
            .ToHashSet();
        return
        [
            .. Enumerable
                .Range(0, model.Catalog.Count)
                .Where(j => inFormulas.Contains(j) || model.Rules.RequiredPillars.Contains(model.Catalog[j].Pillar)),
        ];
    }

    /// <summary>Every column that is read, in the order of the configuration.</summary>
    public static ImmutableArray<SqlColumn> Read(
        HealthModel model,
        ISqlDialect sql,
        SqlSource source,
        FormulaList formulas
    )
    {
        var (number, text, day) = sql.Types;
        var input = model.Input;
        (string? Column, string Type, string Use)[] roles =
        [
            (input.Account, text, "account id"),
            (input.AsOf, day, "the day the row was true"),
            (input.Segment, text, "segment"),
            (input.Stage, text, "stage"),
            (formulas.ChangesCount ? input.PreviousStage : null, text, "stage before"),
            (formulas.ChangesCount ? input.StageSince : null, day, "first day of the stage"),
            (input.AsOf is null ? null : input.Notice, day, "the day of the notice"),
            (ContextColumn(model), text, "thresholds differ by it"),
        ];
        return
        [
            .. source.Keep.Select(column => new SqlColumn(column, "any type", "kept")),
            .. roles.Where(r => r.Column is not null).Select(r => new SqlColumn(r.Column!, r.Type, r.Use)),
            .. Factors(model, formulas)
                .Select(j => new SqlColumn(
                    input.FactorColumns[j],
                    model.Catalog[j].Kind == FactorKind.Numeric ? number : text,
                    $"factor {model.Catalog[j].Key}"
                )),
        ];
    }

    /// <summary>The column of the context that thresholds differ by; null where they differ by none.</summary>
    public static string? ContextColumn(HealthModel model) =>
        model.Rules.BandsBy is { } by ? model.Input.Context.GetValueOrDefault(by) : null;

    /// <exception cref="SqlExportException">A name that the engine cannot take, or takes for another.</exception>
    public static void Check(ISqlDialect sql, SqlSource source, ImmutableArray<SqlColumn> columns)
    {
        foreach (var part in source.TableParts)
        {
            RequireName(sql, part, "the table");
        }

        foreach (var column in columns)
        {
            RequireName(sql, column.Column, column.Use);
        }

        var names = columns.Select(c => c.Column).Distinct(StringComparer.Ordinal);
        foreach (var same in names.GroupBy(name => name, sql.Names).Where(same => same.Count() > 1))
        {
            throw new SqlExportException(
                $"columns {string.Join(" and ", same.Select(Shown))} differ in case only, which {sql.Title} takes for "
                    + "one column."
            );
        }

        string[] results = [.. source.Keep, .. OwnResults];
        if (results.GroupBy(name => name, sql.Names).FirstOrDefault(same => same.Count() > 1) is { } twice)
        {
            throw new SqlExportException($"the result would have two columns {Shown(twice.Last())}; keep others.");
        }
    }

    /// <summary>A text of the model, which the engine must be able to hold.</summary>
    /// <exception cref="SqlExportException">It has a NUL character, or half of a surrogate pair.</exception>
    public static void RequireText(ISqlDialect sql, string text, string use)
    {
        if (text.Contains('\0') || !IsText(text))
        {
            throw new SqlExportException(
                $"{use}: {Shown(text)} has a character that a text of {sql.Title} cannot hold (U+0000, or half of a "
                    + "surrogate pair)."
            );
        }
    }

    /// <summary>A name in a sentence: at most 80 characters, none of them invisible.</summary>
    public static string Shown(string name) => $"\"{Note(name)}\"";

    /// <summary>Text that may stand in a line of comment.</summary>
    public static string Note(string text)
    {
        var cut = text.Length > 80 ? $"{text[..80]}…" : text;
        return string.Concat(
            cut.Select(c => char.IsControl(c) || char.IsSurrogate(c) || c is '\u2028' or '\u2029' ? '\uFFFD' : c)
        );
    }

    private static void RequireName(ISqlDialect sql, string name, string use)
    {
        if (name.Length == 0)
        {
            throw new SqlExportException($"{use}: the name is empty; expected the name of a table or column.");
        }

        RequireText(sql, name, use);
        var bytes = Encoding.UTF8.GetByteCount(name);
        if (bytes > sql.LongestName)
        {
            throw new SqlExportException(
                $"{use}: the name {Shown(name)} has {bytes} bytes, and {sql.Title} cuts names at {sql.LongestName}."
            );
        }
    }

    private static bool IsText(string text)
    {
        try
        {
            Strict.GetByteCount(text);
            return true;
        }
        catch (EncoderFallbackException)
        {
            return false;
        }
    }
}
