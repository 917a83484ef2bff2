using System.Collections.Immutable;
using HealthScore.Core.Factors;
using HealthScore.Core.Formula;
using HealthScore.Training.Exports.Sql.Engines;

namespace HealthScore.Training.Exports.Sql.Verifying;

/// <summary>
/// Made-up rows of a model's table. First every edge row: per formula each column through all its edges and wrong
/// values, and every cell of every pair; then random ones.
/// </summary>
internal sealed class TrialRows
{
    private const double EdgeShare = 0.2;
    private const double WrongShare = 0.002;
    private const double MissingShare = 0.05;

    private static readonly DateOnly FirstDay = new(2024, 1, 1);

    private readonly HealthModel model;
    private readonly ImmutableArray<TrialValues> columns;
    private readonly string? sinceColumn;
    private readonly Random random;

    public TrialRows(HealthModel model, StageBlends blends, int seed)
    {
        this.model = model;
        random = new Random(seed);
        var formulas = FormulaList.Of(model, blends);
        sinceColumn = formulas.ChangesCount ? model.Input.StageSince : null;
        columns = [.. Columns(formulas).DistinctBy(column => column.Column, StringComparer.Ordinal)];
        RowNumber = "row_number";
        while (columns.Any(column => column.Column.Equals(RowNumber, StringComparison.OrdinalIgnoreCase)))
        {
            RowNumber += "_";
        }
    }

    /// <summary>Name of a column that no column of the model has.</summary>
    public string RowNumber { get; }

    /// <summary>Rows in which one column, or the two of a pair, is at an edge; the others are as usual.</summary>
    public IEnumerable<TrialCell[]> Edges()
    {
        foreach (var formula in model.Formulas)
        {
            for (var c = 0; c < columns.Length; c++)
            {
                foreach (var cell in columns[c].Edges.Concat(columns[c].Wrong))
                {
                    yield return With(Usual(formula), (c, cell));
                }
            }

            foreach (var pair in formula.Factors.Where(f => f.IsPair))
            {
                var (row, column) = (PlaceOf(pair.Row.Index), PlaceOf(pair.Column!.Index));
                foreach (var down in CellsOf(row, pair.Row.Bins))
                {
                    foreach (var right in CellsOf(column, pair.Column.Bins))
                    {
                        yield return With(Usual(formula), (row, down), (column, right));
                    }
                }
            }
        }
    }

    public IEnumerable<TrialCell[]> Random()
    {
        while (true)
        {
            var cells = new TrialCell[columns.Length];
            for (var c = 0; c < cells.Length; c++)
            {
                cells[c] = Any(columns[c]);
            }

            yield return Dated(cells);
        }
    }

    /// <summary>Rows as columns.</summary>
    public TrialTable Table(IReadOnlyList<TrialCell[]> rows, long firstNumber) =>
        new(
            RowNumber,
            firstNumber,
            rows.Count,
            [
                .. columns.Select(
                    (column, c) => new TrialColumn(column.Column, column.Kind, [.. rows.Select(row => row[c])])
                ),
            ]
        );

    private IEnumerable<TrialValues> Columns(FormulaList formulas)
    {
        var input = model.Input;
        foreach (var j in SqlColumns.Factors(model, formulas))
        {
            var (factor, column) = (model.Catalog[j], input.FactorColumns[j]);
            var own = input.FactorMissingWords.IsDefaultOrEmpty ? [] : input.FactorMissingWords[j];
            var missing = new MissingText([input.MissingWords, own]);
            yield return factor.Kind == FactorKind.Numeric
                ? TrialValues.OfNumber(column, factor, BinsOf(j), missing)
                : TrialValues.OfLevels(column, factor, missing);
        }

        foreach (var values in Roles(formulas))
        {
            yield return values;
        }
    }

    private IEnumerable<TrialValues> Roles(FormulaList formulas)
    {
        var input = model.Input;
        string[] stages = [.. model.Formulas.Select(f => f.Stage)];
        TrialValues?[] roles =
        [
            input.Account is { } account ? TrialValues.OfAccounts(account) : null,
            input.AsOf is { } asOf ? TrialValues.OfDays(asOf, FirstDay, 400, EmptyDay.Wrong) : null,
            input.Segment is { } segment ? TrialValues.OfNames(segment, model.Formulas.Select(f => f.Segment)) : null,
            input.Stage is { } stage ? TrialValues.OfNames(stage, stages) : null,
            formulas.ChangesCount ? TrialValues.OfNames(input.PreviousStage!, stages) : null,
            formulas.ChangesCount ? TrialValues.OfDays(input.StageSince!, FirstDay, 400, EmptyDay.Nothing) : null,
            input is { AsOf: not null, Notice: { } notice }
                ? TrialValues.OfDays(notice, FirstDay.AddDays(200), 4000, EmptyDay.Nothing)
                : null,
            SqlColumns.ContextColumn(model) is { } context
                ? TrialValues.OfNames(context, model.Formulas.SelectMany(f => f.BandsBy).Select(own => own.Value))
                : null,
        ];
        return roles.OfType<TrialValues>();
    }

    private IEnumerable<FactorBins> BinsOf(int factor) =>
        model
            .Formulas.SelectMany(formula => formula.Factors)
            .SelectMany(QueryContext.Parts)
            .Where(part => part.Index == factor)
            .Select(part => part.Bins);

    private TrialCell Any(TrialValues values)
    {
        var share = random.NextDouble();
        return share < WrongShare && values.Wrong.Length > 0 ? values.Wrong[random.Next(values.Wrong.Length)]
            : share < WrongShare + EdgeShare && values.Edges.Length > 0 ? values.Edges[random.Next(values.Edges.Length)]
            : share < WrongShare + EdgeShare + MissingShare && values.Edges.Contains(default) ? default
            : values.Usual(random);
    }

    /// <summary>A row as usual, of a formula's segment and stage.</summary>
    private TrialCell[] Usual(HealthFormula formula)
    {
        TrialCell[] cells = [.. columns.Select(column => column.Usual(random))];
        Set(model.Input.Segment, formula.Segment);
        Set(model.Input.Stage, formula.Stage);
        return Dated(cells);

        void Set(string? column, string name)
        {
            if (column is not null)
            {
                cells[PlaceOf(column)] = new TrialCell(Text: name);
            }
        }
    }

    /// <summary>The stage began some days before the row's day, now and then after it.</summary>
    private TrialCell[] Dated(TrialCell[] cells)
    {
        if (
            sinceColumn is not null
            && cells[PlaceOf(model.Input.AsOf!)].Day is { } asOf
            && cells[PlaceOf(sinceColumn)].Day is not null
        )
        {
            var days = random.Next(200) == 0 ? -1 : random.Next(66);
            cells[PlaceOf(sinceColumn)] = new TrialCell(Day: asOf.AddDays(-days));
        }

        return cells;
    }

    private static TrialCell[] With(TrialCell[] cells, params ReadOnlySpan<(int Column, TrialCell Cell)> changed)
    {
        foreach (var (column, cell) in changed)
        {
            cells[column] = cell;
        }

        return cells;
    }

    /// <summary>A value of each bin, missing, and a level never seen.</summary>
    private IEnumerable<TrialCell> CellsOf(int column, FactorBins bins)
    {
        if (bins.Kind == FactorKind.Numeric)
        {
            var edges = bins.Edges.ToArray();
            var below = edges.Length == 0 ? 0 : Math.BitDecrement(edges[0]);
            return edges.Prepend(below).Select(x => new TrialCell(x)).Append(default);
        }

        return columns[column].Edges;
    }

    private int PlaceOf(int factor) => PlaceOf(model.Input.FactorColumns[factor]);

    private int PlaceOf(string column)
    {
        for (var c = 0; c < columns.Length; c++)
        {
            if (columns[c].Column == column)
            {
                return c;
            }
        }

        throw new ArgumentException($"no column '{column}'", nameof(column));
    }
}
