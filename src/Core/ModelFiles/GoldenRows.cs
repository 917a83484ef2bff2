using System.Collections.Immutable;
using HealthScore.Core.Formula;
using HealthScore.Core.Scoring;

namespace HealthScore.Core.ModelFiles;

/// <summary>
/// Made-up accounts that touch every line of a model: per formula an all-middle account, then one factor at a time
/// through every bin, each edge and the number just below it, missing and unseen; then one pair at a time through every
/// cell; then random ones, two of each context value that has thresholds of its own among them. Never a customer's.
/// </summary>
public static class GoldenRows
{
    public const int Fewest = 256;

    /// <summary>Random rows, however many the systematic ones are.</summary>
    public const int FewestRandom = 64;

    private const int RowsOfContext = 2;

    /// <summary>How far our challenger's probability may stand from the one at training.</summary>
    public const double ChallengerTolerance = 1e-6;

    /// <summary>Rows with the formula's answers; the challenger's are added by <see cref="WithChallenger"/>.</summary>
    public static ImmutableArray<GoldenRow> Make(HealthModel model, ulong seed)
    {
        var rows = ImmutableArray.CreateBuilder<GoldenRow>();
        foreach (var formula in model.Formulas)
        {
            var values = Enumerable
                .Range(0, model.Catalog.Count)
                .Select(j => new GoldenValues(model.Catalog[j], j, formula))
                .ToArray();
            var middle = values.Select(v => v.Middle).ToArray();
            rows.Add(Answered(model, formula, middle));
            for (var j = 0; j < values.Length; j++)
            {
                // Formulas of one model share their bins: edges are looked at once, points in every formula.
                foreach (var value in formula.IsCommon ? values[j].Systematic() : values[j].OneOfEachBin())
                {
                    rows.Add(Answered(model, formula, [.. middle[..j], value, .. middle[(j + 1)..]]));
                }
            }

            foreach (var pair in formula.Factors.Where(f => f.IsPair))
            {
                rows.AddRange(Cells(pair, values, middle).Select(row => Answered(model, formula, row)));
            }
        }

        AddRandom(rows, model, new SeededNumbers(seed));
        return rows.ToImmutable();
    }

    /// <summary>Adds what the challenger answers, row by row.</summary>
    /// <param name="rows">Rows of <see cref="Make"/>.</param>
    /// <param name="raw">Raw score of each row as ML.NET computed it.</param>
    /// <param name="probabilities">Calibrated probability of each row.</param>
    public static ImmutableArray<GoldenRow> WithChallenger(
        ImmutableArray<GoldenRow> rows,
        ReadOnlySpan<double> raw,
        ReadOnlySpan<double> probabilities
    )
    {
        var answered = ImmutableArray.CreateBuilder<GoldenRow>(rows.Length);
        for (var r = 0; r < rows.Length; r++)
        {
            answered.Add(
                rows[r] with
                {
                    Expect = rows[r].Expect with { ChallengerRaw = raw[r], ChallengerProbability = probabilities[r] },
                }
            );
        }

        return answered.MoveToImmutable();
    }

    /// <summary>The self-test at load, and the warm-up: scores every row.</summary>
    /// <exception cref="ModelException">The model answers otherwise than it did at training.</exception>
    public static void Check(HealthModel model, ImmutableArray<GoldenRow> rows)
    {
        if (rows.Length < Fewest)
        {
            throw new ModelException($"{GoldenJson.FileName}: {rows.Length} rows; expected {Fewest} or more.");
        }

        for (var r = 0; r < rows.Length; r++)
        {
            if (Difference(model, rows[r]) is { } difference)
            {
                throw new ModelException($"{GoldenJson.FileName}:{r + 1}: {difference}.");
            }
        }
    }

    private static string? Difference(HealthModel model, GoldenRow row)
    {
        var expect = row.Expect;
        var answer = GoldenExpectation.From(HealthScorer.Score(row.ToSnapshot(), model));
        var challenger = model.Challenger;
        var raw = challenger?.RawScore(row.Values);
        return row switch
        {
            _ when !answer.Points.SequenceEqual(expect.Points) => "the formula gives other points than at training",
            _ when answer.HealthPoints != expect.HealthPoints =>
                $"health is {answer.HealthPoints} units of 10^-7 points; at training it was {expect.HealthPoints}",
            _ when answer.Probability != expect.Probability =>
                $"churn probability is {answer.Probability}; at training it was {expect.Probability}",
            _ when answer.Band != expect.Band => $"the band is {answer.Band}; at training it was {expect.Band}",
            _ when answer.Status != expect.Status => $"the status is {answer.Status}; at training {expect.Status}",
            _ when answer.Coverage != expect.Coverage =>
                $"coverage is {answer.Coverage}; at training {expect.Coverage}",
            _ when raw != expect.ChallengerRaw =>
                $"the challenger's raw score is {raw}; at training it was {expect.ChallengerRaw}",
            _ => ProbabilityDifference(challenger?.Probability(row.Values), expect.ChallengerProbability),
        };
    }

    private static string? ProbabilityDifference(double? probability, double? expected)
    {
        var near =
            probability is { } ours && expected is { } theirs
                ? Math.Abs(ours - theirs) <= ChallengerTolerance
                : probability == expected;
        return near ? null : $"the challenger's probability is {probability}; at training it was {expected}";
    }

    private static void AddRandom(ImmutableArray<GoldenRow>.Builder rows, HealthModel model, SeededNumbers random)
    {
        foreach (var formula in model.Formulas)
        {
            foreach (var own in formula.BandsBy.SelectMany(own => Enumerable.Repeat(own, RowsOfContext)))
            {
                rows.Add(Answered(model, formula, RandomValues(model, formula, random), own.Value));
            }
        }

        var most = Math.Max(Fewest, rows.Count + FewestRandom);
        while (rows.Count < most)
        {
            var formula = model.Formulas[rows.Count % model.Formulas.Length];
            rows.Add(Answered(model, formula, RandomValues(model, formula, random)));
        }
    }

    private static double[] RandomValues(HealthModel model, HealthFormula formula, SeededNumbers random) =>
        [
            .. Enumerable
                .Range(0, model.Catalog.Count)
                .Select(j => new GoldenValues(model.Catalog[j], j, formula).Random(random)),
        ];

    /// <summary>The middle account in every cell of a pair.</summary>
    private static IEnumerable<double[]> Cells(FormulaFactor pair, GoldenValues[] values, double[] middle)
    {
        var (row, column) = (pair.Row, pair.Column!);
        return from down in values[row.Index].Entries(row.Bins)
            from right in values[column.Index].Entries(column.Bins)
            select (double[])
                [
                    .. middle[..row.Index],
                    down,
                    .. middle[(row.Index + 1)..column.Index],
                    right,
                    .. middle[(column.Index + 1)..],
                ];
    }

    private static GoldenRow Answered(
        HealthModel model,
        HealthFormula formula,
        double[] values,
        string? contextValue = null
    )
    {
        var unanswered = new GoldenExpectation
        {
            Points = [],
            HealthPoints = null,
            Probability = null,
            Band = null,
            Status = "",
            Coverage = 0,
        };
        var row = new GoldenRow(values, formula.Segment, formula.Stage, unanswered)
        {
            Context = contextValue is null
                ? ImmutableDictionary<string, string>.Empty
                : ImmutableDictionary<string, string>.Empty.Add(model.Rules.BandsBy!, contextValue),
        };
        var answer = HealthScorer.Score(row.ToSnapshot(), model with { Challenger = null });
        return row with { Expect = GoldenExpectation.From(answer) };
    }
}
