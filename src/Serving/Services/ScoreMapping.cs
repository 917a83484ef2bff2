using System.Globalization;
using System.Text;
using HealthScore.Api.V1;
using HealthScore.Core.Accounts;
using HealthScore.Core.Factors;
using HealthScore.Core.Scoring;
using HealthScore.Serving.Models;
using HealthScore.Serving.Statuses;
using Wire = HealthScore.Api.V1;

namespace HealthScore.Serving.Services;

/// <summary>ScoreRequest to Snapshot, AccountHealth to ScoreResponse.</summary>
internal static class ScoreMapping
{
    /// <summary>Contributions that TOP gives.</summary>
    public const int Top = 5;

    private const int MostAccountIdBytes = 128;

    /// <exception cref="Grpc.Core.RpcException">INVALID_ARGUMENT with everything that is wrong.</exception>
    public static Snapshot SnapshotOf(ScoreRequest request, ServedModel served)
    {
        var violations = new FieldViolations();
        var values = ValuesOf(request, served.Model.Catalog, violations);
        var snapshot = new Snapshot
        {
            Account = AccountOf(request.AccountId, violations),
            AsOf = DateOf("as_of", request.AsOf, violations),
            Notice = DateOf("notice", request.Notice, violations),
            Segment = request.Segment.Length == 0 ? "all" : request.Segment,
            Stage = request.Stage.Length == 0 ? "all" : request.Stage,
            PreviousStage = request.PreviousStage.Length == 0 ? null : request.PreviousStage,
            StageSince = DateOf("stage_since", request.StageSince, violations),
            Values = values,
        };
        CheckModes(request, snapshot, served, violations);
        violations.ThrowIfAny();
        return snapshot;
    }

    public static ScoreResponse ResponseOf(
        AccountHealth health,
        Snapshot snapshot,
        Contributions mode,
        ServedModel served
    )
    {
        var position = served.Model.FormulaFor(snapshot.Segment, snapshot.Stage);
        var formula = served.Model.Formulas[position];
        var response = new ScoreResponse
        {
            Status = WireWords.Of(health.Status),
            Band = WireWords.Of(health.Band),
            Coverage = health.Coverage,
            BaseLogOdds = formula.Intercept,
            LogOddsPerPoint = formula.Slope,
            ModelVersion = health.ModelVersion,
            FormulaHash = health.FormulaHash,
            AsOf = snapshot.AsOf is { } asOf ? TextOf(asOf) : "",
        };
        if (health.HealthPoints is { } points)
        {
            response.HealthPoints = points;
            response.Health = health.Health!.Value;
            response.ChurnProbability = health.ChurnProbability!.Value;
        }

        if (health.ChallengerProbability is { } challenger)
        {
            response.ChallengerProbability = challenger;
        }

        response.Reasons.AddRange(health.Reasons);
        AddPillars(response, health);
        AddContributions(response, health, snapshot, mode, served, position);
        return response;
    }

    /// <summary>Position of each contribution by distance from its reference, furthest first, ties by key.</summary>
    public static int[] Ranked(ReadOnlySpan<Core.Scoring.Contribution> contributions)
    {
        var order = new int[contributions.Length];
        for (var k = 0; k < order.Length; k++)
        {
            var place = k;
            while (place > 0 && IsFurther(contributions[k], contributions[order[place - 1]]))
            {
                order[place] = order[place - 1];
                place--;
            }

            order[place] = k;
        }

        return order;
    }

    private static bool IsFurther(in Core.Scoring.Contribution one, in Core.Scoring.Contribution other)
    {
        var by = Math.Abs(one.Points - one.MeanPoints) - Math.Abs(other.Points - other.MeanPoints);
        return by > 0 || (by == 0 && string.CompareOrdinal(one.Factor, other.Factor) < 0);
    }

    private static double[] ValuesOf(ScoreRequest request, FactorCatalog catalog, FieldViolations violations)
    {
        var values = new double[catalog.Count];
        Array.Fill(values, double.NaN);
        foreach (var (key, value) in request.Factors)
        {
            var index = catalog.IndexOf(key);
            if (index < 0)
            {
                violations.Add(FactorChecks.PathOf(key), "is no factor of this model; GetModel lists them");
                continue;
            }

            values[index] = ValueOf(value, index, catalog, violations);
            if (
                request.Validation == Validation.Strict
                && values[index] == FactorCatalog.UnknownLevel
                && value.ValueCase == FactorValue.ValueOneofCase.Category
            )
            {
                violations.Add(FactorChecks.PathOf(key), FactorChecks.UnknownLevel(catalog[index], value.Category));
            }
        }

        return values;
    }

    private static double ValueOf(FactorValue value, int index, FactorCatalog catalog, FieldViolations violations)
    {
        var path = FactorChecks.PathOf(catalog[index].Key);
        if (value.ValueCase == FactorValue.ValueOneofCase.None)
        {
            if (value.MissingReason.Length == 0)
            {
                violations.Add(path, "has no value; expected a number or a category, or a missing_reason");
            }

            return double.NaN;
        }

        if (value.MissingReason.Length > 0)
        {
            violations.Add($"{path}.missing_reason", "stands beside a value; expected one of the two");
        }

        return value.ValueCase == FactorValue.ValueOneofCase.Number
            ? FactorChecks.Number(catalog[index], value.Number, violations)
            : FactorChecks.Level(catalog, index, value.Category, violations);
    }

    private static string AccountOf(string account, FieldViolations violations)
    {
        if (Encoding.UTF8.GetByteCount(account) > MostAccountIdBytes)
        {
            violations.Add("account_id", $"is longer than {MostAccountIdBytes} bytes");
        }

        return account;
    }

    private static DateOnly? DateOf(string path, string text, FieldViolations violations)
    {
        if (text.Length == 0)
        {
            return null;
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            return date;
        }

        violations.Add(path, $"is {FactorChecks.Quoted(text)}; expected a date as yyyy-mm-dd");
        return null;
    }

    private static string TextOf(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static void CheckModes(
        ScoreRequest request,
        Snapshot snapshot,
        ServedModel served,
        FieldViolations violations
    )
    {
        if (!Enum.IsDefined(request.Contributions))
        {
            violations.Add("contributions", $"is {(int)request.Contributions}; expected NONE, TOP or ALL");
        }

        if (request.Record)
        {
            throw new Grpc.Core.RpcException(
                new Grpc.Core.Status(Grpc.Core.StatusCode.Unimplemented, "record: there is no score history yet")
            );
        }

        if (!Enum.IsDefined(request.Validation))
        {
            violations.Add("validation", $"is {(int)request.Validation}; expected LENIENT or STRICT");
        }

        if (served.Model.FormulaFor(snapshot.Segment, snapshot.Stage) < 0)
        {
            violations.Add(
                "segment",
                $"is {FactorChecks.Quoted(snapshot.Segment)}, stage {FactorChecks.Quoted(snapshot.Stage)}; "
                    + "the model has no formula for them"
            );
        }
    }

    private static void AddPillars(ScoreResponse response, AccountHealth health)
    {
        foreach (var pillar in health.Pillars)
        {
            response.Pillars.Add(
                new PillarSubtotal
                {
                    Pillar = pillar.Pillar,
                    Points = pillar.Points,
                    BestPoints = pillar.BestPoints,
                }
            );
        }
    }

    private static void AddContributions(
        ScoreResponse response,
        AccountHealth health,
        Snapshot snapshot,
        Contributions mode,
        ServedModel served,
        int position
    )
    {
        if (mode == Contributions.None)
        {
            return;
        }

        var order = Ranked(health.Contributions.AsSpan());
        if (mode == Contributions.Top)
        {
            for (var rank = 1; rank <= Math.Min(Top, order.Length); rank++)
            {
                response.Contributions.Add(ContributionOf(order[rank - 1], rank, health, snapshot, served, position));
            }

            return;
        }

        var ranks = new int[order.Length];
        for (var rank = 1; rank <= order.Length; rank++)
        {
            ranks[order[rank - 1]] = rank;
        }

        for (var k = 0; k < order.Length; k++)
        {
            var contribution = ContributionOf(k, ranks[k], health, snapshot, served, position);
            contribution.Title = served.Model.Catalog[served.Model.Formulas[position].Factors[k].Index].Title;
            response.Contributions.Add(contribution);
        }
    }

    private static Wire.Contribution ContributionOf(
        int k,
        int rank,
        AccountHealth health,
        Snapshot snapshot,
        ServedModel served,
        int position
    )
    {
        var added = health.Contributions[k];
        var formula = served.Model.Formulas[position];
        var contribution = new Wire.Contribution
        {
            Factor = added.Factor,
            Bin = served.BinWords[position][k][added.Entry],
            SubScore = added.SubScore,
            Weight = added.Weight,
            Points = added.Points,
            PointsAgainstReference = added.Points - added.MeanPoints,
            LogOdds = -(formula.Slope * (added.Points / Core.Formula.HealthFormula.UnitsPerPoint)),
            Rank = (uint)rank,
            Measured = added.Measured,
        };
        AddValue(
            contribution,
            snapshot.Values[formula.Factors[k].Index],
            served.Model.Catalog[formula.Factors[k].Index]
        );
        return contribution;
    }

    private static void AddValue(Wire.Contribution contribution, double value, Factor factor)
    {
        if (factor.Kind == Core.Factors.FactorKind.Numeric && !double.IsNaN(value))
        {
            contribution.Number = value;
        }
        else if (value >= 0)
        {
            contribution.Category = factor.Levels[(int)value];
        }
    }
}
