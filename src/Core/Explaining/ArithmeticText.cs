using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using HealthScore.Core.Accounts;
using HealthScore.Core.Explaining.Wording;
using HealthScore.Core.Factors;
using HealthScore.Core.Formula;
using HealthScore.Core.Formula.Blends;
using HealthScore.Core.Scoring;

namespace HealthScore.Core.Explaining;

/// <summary>The printed arithmetic of one score.</summary>
public static class ArithmeticText
{
    /// <summary>Stands for every segment, or every stage.</summary>
    private const string All = "all";

    /// <param name="snapshot">The account that was scored.</param>
    /// <param name="score">What <see cref="HealthScorer.Score(Snapshot, HealthModel)"/> answered.</param>
    /// <param name="model">The model that answered.</param>
    public static Arithmetic Of(Snapshot snapshot, AccountHealth score, HealthModel model)
    {
        var formula = model.FormulaOf(snapshot).Formula;
        return new Arithmetic
        {
            Heading = Heading(score, formula),
            Rows = Rows(snapshot, score, formula, model.Catalog),
            Health = score.HealthPoints is { } points ? PointsText.Exact(points) : null,
            Equations = Equations(score, formula, model),
            Reasons = ReasonText.Of(snapshot, score, model),
            Meaning = FormulaText.Scale(formula, model.HorizonDays),
        };
    }

    /// <summary>The whole as plain text.</summary>
    public static string Plain(Arithmetic arithmetic)
    {
        var text = new StringBuilder();
        Append(text, arithmetic.Heading);
        if (!arithmetic.Rows.IsEmpty)
        {
            text.Append('\n').Append(Table(arithmetic));
        }

        Append(text.Append('\n'), arithmetic.Equations);
        if (!arithmetic.Reasons.IsEmpty)
        {
            Append(text.Append("\nReasons\n"), arithmetic.Reasons.Select((reason, k) => $"{k + 1}. {reason.Sentence}"));
        }

        Append(text.Append("\nWhat it means\n"), arithmetic.Meaning);
        return text.ToString();
    }

    private static string Table(Arithmetic arithmetic) =>
        PlainTable.Of(
            ["factor", "value", "bin", "weight", "x sub-score", "= points", "1 to 10"],
            arithmetic
                .Rows.Select(row =>
                    ImmutableArray.Create(
                        row.Title,
                        row.Value,
                        row.Bin,
                        row.Weight,
                        row.SubScore,
                        row.Points,
                        row.OneToTen
                    )
                )
                .Append(["sum", "", "", "1", "", arithmetic.Health!, ""]),
            3,
            4,
            5,
            6
        );

    private static ImmutableArray<string> Heading(AccountHealth score, HealthFormula formula)
    {
        var asOf = score.AsOf is { } day ? $", as of {day:yyyy-MM-dd}" : "";
        var version = score.ModelVersion.Length == 0 ? "not saved" : score.ModelVersion;
        return
        [
            $"account {score.Account}{asOf}{Of(", segment", score.Segment)}{Of(", stage", score.Stage)}",
            $"model {version}, formula {score.FormulaHash} ({WhoseIs(formula)})",
        ];
    }

    /// <summary>Nothing where there is one for all.</summary>
    private static string Of(string what, string name) => name == All ? "" : $"{what} {name}";

    /// <summary>Whose formula it is: "all accounts", "segment smb, stage adoption", or how far it is blended.</summary>
    private static string WhoseIs(HealthFormula formula)
    {
        var segment = Of("segment", formula.Segment);
        var stage = formula.BlendedFrom is { } before
            ? $"day {before.Day} of {StageBlend.Days} from stage {before.Stage} to stage {formula.Stage}"
            : Of("stage", formula.Stage);
        string[] said = [.. new[] { segment, stage }.Where(words => words.Length > 0)];
        return said.Length == 0 ? "all accounts" : string.Join(", ", said);
    }

    private static ImmutableArray<ArithmeticRow> Rows(
        Snapshot snapshot,
        AccountHealth score,
        HealthFormula formula,
        FactorCatalog catalog
    )
    {
        var decimals = PointsText.DecimalsOf(score.Contributions.Select(c => (long)c.Points));
        return
        [
            .. HeaviestFirst(score, formula)
                .Select(k =>
                {
                    var (part, c) = (formula.Factors[k], score.Contributions[k]);
                    return new ArithmeticRow(
                        c.Factor,
                        FactorTitles.Of(part, catalog),
                        catalog[part.Index].Pillar,
                        ValueText.Of(part, snapshot.Values, catalog),
                        BinLabels.Short(part, catalog, c.Entry),
                        PointsText.Trimmed(PointsText.WeightOf(part)),
                        PointsText.Trimmed(PointsText.SubScoreOf(part, c.Points)),
                        PointsText.Fixed(c.Points, decimals),
                        PointsText.Exact(part.Table.Best),
                        OneToTen(100m * c.Points / part.Table.Best).ToString("F2", CultureInfo.InvariantCulture),
                        c.Measured
                    );
                }),
        ];
    }

    /// <summary>Positions of the factors, the heaviest first.</summary>
    private static IEnumerable<int> HeaviestFirst(AccountHealth score, HealthFormula formula) =>
        Enumerable
            .Range(0, score.Contributions.Length)
            .OrderByDescending(k => formula.Factors[k].Table.Best)
            .ThenBy(k => formula.Factors[k].Key, StringComparer.Ordinal);

    private static ImmutableArray<string> Equations(AccountHealth score, HealthFormula formula, HealthModel model)
    {
        var coverage =
            $"coverage = {Percents(score.Coverage)} of the weight was measured "
            + $"(low confidence under {Percents(model.Rules.LowBelow)}, "
            + $"no score under {Percents(model.Rules.WithholdBelow)})";
        if (score.HealthPoints is not { } points)
        {
            return [$"status = {ScoreWords.Of(score.Status)}", coverage];
        }

        var health = PointsText.Exact(points);
        var oneToTen = PointsText.Trimmed(OneToTen(PointsText.AsDecimal(points)));
        var logOdds = HealthScorer.LogOdds(points, formula);
        return
        [
            $"health = {Sum(HeaviestFirst(score, formula).Select(k => score.Contributions[k]))} = {health}",
            $"on the scale from 1 to 10 = 1 + 9 x {health} / 100 = {oneToTen}",
            $"log-odds of churn = {formula.Intercept} - {formula.Slope} x {health} = {logOdds}",
            $"churn probability = 1 / (1 + e^-({logOdds})) = {score.ChurnProbability}",
            .. IntervalText.Of(score),
            $"band = {ScoreWords.Of(score.Band!.Value)} (green from {BandText.Threshold(formula.Bands.GreenFrom)}, "
                + $"yellow from {BandText.Threshold(formula.Bands.YellowFrom)}"
                + (formula.BandsOf is { } value ? $", thresholds of {value})" : ")"),
            coverage,
            $"status = {ScoreWords.Of(score.Status)}",
        ];
    }

    /// <summary>The points that are not 0, in the order of the table.</summary>
    private static string Sum(IEnumerable<Contribution> contributions) =>
        string.Join(
            " + ",
            contributions.Where(c => c.Points != 0).Select(c => PointsText.Exact(c.Points)).DefaultIfEmpty("0")
        );

    /// <summary>
    /// 1 + 9 x sub-score / 100; its weighted sum over factors is 1 + 9 x health / 100, since weights sum to 1.
    /// </summary>
    private static decimal OneToTen(decimal subScore) => 1 + (9 * subScore / 100);

    /// <summary>All digits: 84.375 %.</summary>
    private static string Percents(double share) => $"{PointsText.Trimmed(100 * (decimal)share)} %";

    private static void Append(StringBuilder text, IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            text.Append(line).Append('\n');
        }
    }
}
