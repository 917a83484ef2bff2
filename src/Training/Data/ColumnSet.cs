using System.Collections.Immutable;
using HealthScore.Core.Accounts;
using HealthScore.Core.Factors;

namespace HealthScore.Training.Data;

/// <summary>The collectors of all columns of a schema, and the table they make.</summary>
internal sealed class ColumnSet
{
    private readonly List<ColumnUse> uses = [];
    private readonly ImmutableArray<string> header;
    private readonly IColumnBuilder[] factors;
    private readonly Dictionary<string, TextColumn> texts = new(StringComparer.Ordinal);
    private readonly TextColumn? account;
    private readonly TextColumn? segment;
    private readonly TextColumn? stage;
    private readonly DateColumn? asOf;
    private readonly DateColumn? notice;
    private readonly NumberColumn? amount;

    public ColumnSet(TableSchema schema, ImmutableArray<string> header)
    {
        this.header = header;
        var input = schema.Input;
        var missing = new MissingWords([input.MissingWords]);
        account = Use(input.Account, "account", new TextColumn(whenEmpty: null, "an account id"));
        asOf = Use(input.AsOf, "as_of", new DateColumn(missing: null, "a date such as 2026-03-31"));
        segment = Use(input.Segment, "segment", new TextColumn(whenEmpty: "all", "text in UTF-8 without NUL bytes"));
        stage = Use(input.Stage, "stage", new TextColumn(whenEmpty: "all", "text in UTF-8 without NUL bytes"));
        amount = Use(input.Value, "value", new NumberColumn(missing, "a number"));
        notice = Use(input.Notice, "notice", new DateColumn(missing, "a date such as 2026-03-31, or nothing"));
        if (
            schema.Outcome == OutcomeReading.Required
            || (schema.Outcome == OutcomeReading.IfPresent && header.Contains(input.OutcomeColumn))
        )
        {
            Outcome = Use(input.OutcomeColumn, "outcome", new OutcomeColumn(input, missing));
        }

        factors = [.. schema.Catalog.Factors.Select((factor, j) => UseFactor(schema, factor, j))];
        foreach (var column in schema.TextColumns)
        {
            texts[column] = Use(column, column, new TextColumn(whenEmpty: "", "text in UTF-8 without NUL bytes"))!;
        }
    }

    public IReadOnlyList<ColumnUse> Uses => uses;

    public OutcomeColumn? Outcome { get; }

    /// <summary>Columns that a file must have for a schema, each with what it is for.</summary>
    public static IEnumerable<(string Column, string Use)> Wanted(TableSchema schema)
    {
        var input = schema.Input;
        (string? Column, string Use)[] roles =
        [
            (input.Account, "columns.account"),
            (input.AsOf, "columns.as_of"),
            (input.Segment, "columns.segment"),
            (input.Stage, "columns.stage"),
            (input.Value, "columns.value"),
            (input.Notice, "columns.notice"),
            (schema.Outcome == OutcomeReading.Required ? input.OutcomeColumn : null, "outcome.column"),
            (schema.Where?.Column, "--where"),
        ];
        var named = roles.Where(role => role.Column is not null).Select(role => (role.Column!, role.Use));
        var perFactor = schema.Catalog.Factors.Select(
            (factor, j) => (input.FactorColumns[j], $"factor '{factor.Key}'")
        );
        return named
            .Concat(perFactor)
            .Concat(schema.TextColumns.Select(column => (column, "a column to keep")))
            .DistinctBy(w => w.Item1, StringComparer.Ordinal);
    }

    public TrainingTable Table(TableSchema schema, int[] rowNumbers, ResolvedOutcomes? outcomes) =>
        new()
        {
            Catalog = CatalogWithLevels(schema.Catalog),
            RowCount = rowNumbers.Length,
            Values = [.. factors.Select(Values)],
            RowNumbers = rowNumbers,
            Accounts = account?.Values.ToArray(),
            AsOf = asOf?.Values.Select(date => date ?? default).ToArray(),
            Segments = segment?.Values.ToArray(),
            Stages = stage?.Values.ToArray(),
            Amounts = amount?.Values.ToArray(),
            Notices = notice?.Values.ToArray(),
            Outcomes = outcomes?.Outcomes ?? new Outcome[rowNumbers.Length],
            Texts = texts.ToDictionary(t => t.Key, t => t.Value.Values.ToArray(), StringComparer.Ordinal),
        };

    public IEnumerable<UnlistedLevel> UnlistedLevels(TableSchema schema, IReadOnlyList<int> rowNumbers) =>
        factors
            .Zip(schema.Catalog.Factors)
            .SelectMany(pair => (pair.First as LevelColumn)?.UnlistedLevels(pair.Second.Key, rowNumbers) ?? []);

    private static double[] Values(IColumnBuilder builder) =>
        builder switch
        {
            LevelColumn levels => levels.Values(),
            NumberColumn numbers => [.. numbers.Values],
            _ => throw new InvalidOperationException("a factor is a number or a level"),
        };

    private FactorCatalog CatalogWithLevels(FactorCatalog catalog) =>
        new(
            catalog.Factors.Zip(
                factors,
                (factor, builder) =>
                    builder is LevelColumn levels ? factor with { Levels = [.. levels.FinalLevels()] } : factor
            )
        );

    private IColumnBuilder UseFactor(TableSchema schema, Factor factor, int j)
    {
        var input = schema.Input;
        var own = input.FactorMissingWords.IsDefaultOrEmpty ? [] : input.FactorMissingWords[j];
        var missing = new MissingWords([input.MissingWords, own]);
        IColumnBuilder builder =
            factor.Kind == FactorKind.Numeric
                ? new NumberColumn(missing, DataSentences.NumberExpected(factor))
                : new LevelColumn(factor, missing, schema.Levels);
        return Use(input.FactorColumns[j], factor.Key, builder)!;
    }

    private T? Use<T>(string? column, string key, T builder)
        where T : class, IColumnBuilder
    {
        if (column is null)
        {
            return null;
        }

        uses.Add(new ColumnUse(header.IndexOf(column), column, key, builder));
        return builder;
    }
}
