using System.Collections.Immutable;
using HealthScore.Api.V1;
using HealthScore.Core.Accounts;
using HealthScore.Core.Factors;
using HealthScore.Core.Formula;
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

    /// <exception cref="Grpc.Core.RpcException">INVALID_ARGUMENT with everything that is wrong.</exception>
    public static Snapshot SnapshotOf(ScoreRequest request, ServedModel served)
    {
        RequestChecks.Unrecorded(request.Record);
        var violations = new FieldViolations();
        var snapshot = new Snapshot
        {
            Account = request.AccountId,
            AsOf = DateOf("as_of", request.AsOf, violations),
            Notice = DateOf("notice", request.Notice, violations),
            Segment = request.Segment.Length == 0 ? RequestChecks.Any : request.Segment,
            Stage = request.Stage.Length == 0 ? RequestChecks.Any : request.Stage,
            PreviousStage = request.PreviousStage.Length == 0 ? null : request.PreviousStage,
            StageSince = DateOf("stage_since", request.StageSince, violations),
            Context =
                request.Context.Count == 0
                    ? ImmutableDictionary<string, string>.Empty
                    : request.Context.ToImmutableDictionary(StringComparer.Ordinal),
            Values = ValuesOf(request, served.Model.Catalog, violations),
        };
        RequestChecks.Modes(request.Contributions, request.Validation, violations);
        Check(snapshot, served, violations);
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
        var formula = served.Model.FormulaOf(snapshot).Formula;
        var response = new ScoreResponse
        {
            Status = WireWords.Of(health.Status),
            Band = WireWords.Of(health.Band),
            Coverage = health.Coverage,
            BaseLogOdds = formula.Intercept,
            LogOddsPerPoint = formula.Slope,
            ModelVersion = health.ModelVersion,
            FormulaHash = health.FormulaHash,
            AsOf = DateText.Words(snapshot.AsOf),
        };
        if (health.HealthPoints is { } points)
        {
            response.HealthPoints = points;
            response.Health = health.Health!.Value;
            response.ChurnProbability = health.ChurnProbability!.Value;
        }

        if (health is { Interval: { } interval, Band: { } band })
        {
            response.ChurnProbabilityLow = interval.Low;
            response.ChurnProbabilityHigh = interval.High;
            response.BandUncertain = interval.IsUncertain(band);
            response.BandProbability = interval.ProbabilityOf(band);
        }

        if (health.ChallengerProbability is { } challenger)
        {
            response.ChallengerProbability = challenger;
        }

        response.Reasons.AddRange(health.Reasons);
        AddPillars(response, health);
        AddContributions(response, health, snapshot, mode, served, formula);
        return response;
    }

    /// <summary>Ranks contributions by distance from their reference, furthest first, ties by key.</summary>
    /// <param name="contributions">In the formula's order.</param>
    /// <param name="order">Receives their positions by rank.</param>
    /// <param name="ranks">Receives the rank of each, from 1.</param>
    public static void Rank(ReadOnlySpan<Core.Scoring.Contribution> contributions, Span<int> order, Span<int> ranks)
    {
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

        for (var place = 0; place < order.Length; place++)
        {
            ranks[order[place]] = place + 1;
        }
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
                violations.Add(FactorChecks.PathOf(key), FactorChecks.NoFactor);
            }
            else
            {
                values[index] = ValueOf(value, index, request.Validation, catalog, violations);
            }
        }

        return values;
    }

    private static double ValueOf(
        FactorValue value,
        int index,
        Validation validation,
        FactorCatalog catalog,
        FieldViolations violations
    )
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
            : FactorChecks.Level(catalog, index, value.Category, validation, violations);
    }

    private static DateOnly? DateOf(string path, string text, FieldViolations violations)
    {
        var (date, fault) = DateText.Of(text);
        if (fault is not null)
        {
            violations.Add(path, fault);
        }

        return date;
    }

    private static void Check(Snapshot snapshot, ServedModel served, FieldViolations violations)
    {
        if (RequestChecks.AccountFault(snapshot.Account) is { } tooLong)
        {
            violations.Add("account_id", tooLong);
        }

        if (snapshot.Notice is not null && snapshot.AsOf is null && !violations.Exist)
        {
            violations.Add("notice", RequestChecks.NoticeWithoutDay);
        }

        if (served.Model.FormulaFor(snapshot.Segment, snapshot.Stage) < 0)
        {
            violations.Add("segment", RequestChecks.NoFormula(snapshot.Segment, snapshot.Stage));
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
        HealthFormula formula
    )
    {
        if (mode == Contributions.None)
        {
            return;
        }

        var added = health.Contributions.AsSpan();
        var (order, ranks) = (new int[added.Length], new int[added.Length]);
        Rank(added, order, ranks);
        var isTop = mode == Contributions.Top;
        var templates = served.TemplatesOf(formula);
        for (var place = 0; place < (isTop ? Math.Min(Top, order.Length) : order.Length); place++)
        {
            var k = isTop ? order[place] : place;
            var contribution = templates[k][added[k].Entry].Message.Clone();
            contribution.Title = isTop ? "" : contribution.Title;
            contribution.Rank = (uint)ranks[k];
            if (formula.Factors[k] is { IsPair: false, Index: var index })
            {
                AddValue(contribution, snapshot.Values[index], served.Model.Catalog[index]);
            }

            response.Contributions.Add(contribution);
        }
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
