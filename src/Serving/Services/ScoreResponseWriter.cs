using System.Text;
using HealthScore.Api.V1;
using HealthScore.Core.Accounts;
using HealthScore.Core.Formula;
using HealthScore.Core.Scoring;
using HealthScore.Serving.Models;
using Contribution = HealthScore.Api.V1.Contribution;
using FactorKind = HealthScore.Core.Factors.FactorKind;

namespace HealthScore.Serving.Services;

/// <summary>A score as the bytes of a ScoreResponse, in the order of its field numbers.</summary>
internal static class ScoreResponseWriter
{
    private const int UsualSize = 4096;

    public static WireMessage Write(AccountHealth health, Snapshot snapshot, Contributions mode, ServedModel served)
    {
        var formula = served.Model.FormulaOf(snapshot).Formula;
        var writer = new WireWriter(UsualSize);
        writer.Varint(ScoreResponse.StatusFieldNumber, (uint)WireWords.Of(health.Status));
        WriteHealth(ref writer, health);
        writer.Double(ScoreResponse.CoverageFieldNumber, health.Coverage);
        writer.Double(ScoreResponse.BaseLogOddsFieldNumber, formula.Intercept);
        writer.Double(ScoreResponse.LogOddsPerPointFieldNumber, formula.Slope);
        if (mode != Contributions.None)
        {
            WriteContributions(ref writer, health, snapshot, mode, served, formula);
        }

        foreach (var pillar in health.Pillars)
        {
            WritePillar(ref writer, pillar);
        }

        foreach (var reason in health.Reasons)
        {
            writer.Element(ScoreResponse.ReasonsFieldNumber, reason);
        }

        writer.Text(ScoreResponse.ModelVersionFieldNumber, health.ModelVersion);
        writer.Text(ScoreResponse.FormulaHashFieldNumber, health.FormulaHash);
        writer.Text(ScoreResponse.AsOfFieldNumber, DateText.Words(snapshot.AsOf));
        if (health.BandProbability is { } sure)
        {
            writer.DoubleOrZero(ScoreResponse.BandProbabilityFieldNumber, sure);
        }

        return new WireMessage(writer.Rented, writer.Length);
    }

    private static void WriteHealth(ref WireWriter writer, AccountHealth health)
    {
        if (health.HealthPoints is { } points)
        {
            writer.DoubleOrZero(ScoreResponse.HealthFieldNumber, health.Health!.Value);
            writer.Fixed32OrZero(ScoreResponse.HealthPointsFieldNumber, points);
        }

        writer.Varint(ScoreResponse.BandFieldNumber, (uint)WireWords.Of(health.Band));
        writer.Varint(ScoreResponse.BandUncertainFieldNumber, health.BandUncertain == true ? 1u : 0u);
        if (health.ChurnProbability is { } probability)
        {
            writer.DoubleOrZero(ScoreResponse.ChurnProbabilityFieldNumber, probability);
        }

        if (health.Interval is { } interval)
        {
            writer.DoubleOrZero(ScoreResponse.ChurnProbabilityLowFieldNumber, interval.Low);
            writer.DoubleOrZero(ScoreResponse.ChurnProbabilityHighFieldNumber, interval.High);
        }

        if (health.ChallengerProbability is { } challenger)
        {
            writer.DoubleOrZero(ScoreResponse.ChallengerProbabilityFieldNumber, challenger);
        }
    }

    private static void WriteContributions(
        ref WireWriter writer,
        AccountHealth health,
        Snapshot snapshot,
        Contributions mode,
        ServedModel served,
        HealthFormula formula
    )
    {
        var added = health.Contributions.AsSpan();
        Span<int> order = stackalloc int[added.Length];
        Span<int> ranks = stackalloc int[added.Length];
        ScoreMapping.Rank(added, order, ranks);
        var templates = served.TemplatesOf(formula);
        var count = mode == Contributions.Top ? Math.Min(ScoreMapping.Top, added.Length) : added.Length;
        for (var place = 0; place < count; place++)
        {
            var k = mode == Contributions.Top ? order[place] : place;
            var template = templates[k][added[k].Entry];
            var part = formula.Factors[k];
            WriteContribution(
                ref writer,
                mode == Contributions.Top ? template.Named : template.Titled,
                template,
                new FactorReading(
                    served.Model.Catalog[part.Index],
                    part.IsPair ? double.NaN : snapshot.Values[part.Index]
                ),
                (uint)ranks[k]
            );
        }
    }

    private static void WriteContribution(
        ref WireWriter writer,
        byte[] head,
        ContributionTemplate template,
        FactorReading reading,
        uint rank
    )
    {
        var length =
            head.Length
            + reading.Size
            + template.Worth.Length
            + WireWriter.SizeOf(Contribution.RankFieldNumber, rank)
            + template.Measured.Length;
        writer.Begin(ScoreResponse.ContributionsFieldNumber, length);
        writer.Bytes(head);
        reading.Write(ref writer);
        writer.Bytes(template.Worth);
        writer.Varint(Contribution.RankFieldNumber, rank);
        writer.Bytes(template.Measured);
    }

    private static void WritePillar(ref WireWriter writer, PillarTotal pillar)
    {
        const int fixed32 = 1 + sizeof(int);
        var name = Encoding.UTF8.GetByteCount(pillar.Pillar);
        var named = name == 0 ? 0 : WireWriter.SizeOf(PillarSubtotal.PillarFieldNumber, (uint)name) + name;
        var best = pillar.BestPoints == 0 ? 0 : fixed32;
        writer.Begin(ScoreResponse.PillarsFieldNumber, named + (pillar.Points == 0 ? 0 : fixed32) + best);
        writer.Text(PillarSubtotal.PillarFieldNumber, pillar.Pillar);
        writer.Fixed32(PillarSubtotal.PointsFieldNumber, pillar.Points);
        writer.Fixed32(PillarSubtotal.BestPointsFieldNumber, pillar.BestPoints);
    }

    /// <summary>A factor's value as a contribution repeats it; nothing where it was not measured.</summary>
    private readonly ref struct FactorReading(Core.Factors.Factor factor, double value)
    {
        private const int NumberSize = 1 + sizeof(double);

        private readonly bool isNumber = factor.Kind == FactorKind.Numeric && !double.IsNaN(value);
        private readonly string? level =
            factor.Kind != FactorKind.Numeric && value >= 0 ? factor.Levels[(int)value] : null;

        public int Size =>
            isNumber ? NumberSize
            : level is null ? 0
            : Encoding.UTF8.GetByteCount(level) is var bytes
                ? WireWriter.SizeOf(Contribution.CategoryFieldNumber, (uint)bytes) + bytes
            : 0;

        public void Write(ref WireWriter writer)
        {
            if (isNumber)
            {
                writer.DoubleOrZero(Contribution.NumberFieldNumber, value);
            }
            else if (level is not null)
            {
                writer.Element(Contribution.CategoryFieldNumber, level);
            }
        }
    }
}
