using Google.Protobuf;
using HealthScore.Api.V1;
using HealthScore.Core.Explaining.Wording;
using HealthScore.Core.Factors;
using HealthScore.Core.Formula;

namespace HealthScore.Serving.Models;

/// <summary>What a contribution of one factor and entry says, but for its value and rank.</summary>
internal sealed class ContributionTemplate
{
    public ContributionTemplate(FormulaFactor part, FactorCatalog catalog, HealthFormula formula, int entry)
    {
        var points = part.PointsOf(entry);
        var worth = new Contribution
        {
            Bin = BinLabels.Of(part, catalog, entry),
            SubScore = part.SubScoreOf(entry),
            Weight = part.Weight,
            Points = points,
            PointsAgainstReference = points - part.Table.Mean,
            LogOdds = -(formula.Slope * (points / HealthFormula.UnitsPerPoint)),
        };
        var named = new Contribution { Factor = part.Key };
        var titled = new Contribution { Factor = part.Key, Title = FactorTitles.Of(part, catalog) };
        var measured = new Contribution { Measured = part.IsMeasured(entry) };
        (Named, Titled, Worth, Measured) = (
            named.ToByteArray(),
            titled.ToByteArray(),
            worth.ToByteArray(),
            measured.ToByteArray()
        );
        Message = titled;
        Message.MergeFrom(worth);
        Message.MergeFrom(measured);
    }

    /// <summary>To be cloned, never changed.</summary>
    public Contribution Message { get; }

    /// <summary>The factor; on the wire its value comes after it.</summary>
    public byte[] Named { get; }

    /// <summary>The factor and its title; its value comes after it.</summary>
    public byte[] Titled { get; }

    /// <summary>From the bin to the log-odds; the rank comes after it.</summary>
    public byte[] Worth { get; }

    /// <summary>Whether it was measured.</summary>
    public byte[] Measured { get; }

    /// <summary>By entry of the factor's bins.</summary>
    public static ContributionTemplate[] Of(FormulaFactor part, FactorCatalog catalog, HealthFormula formula) =>
        [
            .. Enumerable
                .Range(0, part.EntryCount)
                .Select(entry => new ContributionTemplate(part, catalog, formula, entry)),
        ];
}
