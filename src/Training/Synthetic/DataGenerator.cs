using System.Collections.Immutable;
using HealthScore.Core.Scoring;

namespace HealthScore.Training.Synthetic;

/// <summary>
/// A made-up business whose customers decide by known weights: what a fit finds can be held against what is true.
/// Decisions depend on the goodness of the factors themselves ("direct"), one row a decision.
/// </summary>
public static class DataGenerator
{
    /// <summary>An annual contract is decided on this long before it ends.</summary>
    private const int DecidesMonthsAhead = 4;

    private const int AccountsPerCsm = 60;

    /// <summary>Share of cells that are missing completely at random.</summary>
    private const double MissingShare = 0.02;

    private static readonly string[] Regions = ["emea", "americas", "apac"];
    private static readonly string[] Industries =
    [
        "software",
        "retail",
        "finance",
        "health",
        "manufacturing",
        "education",
    ];
    private static readonly string[] ProductLines = ["core", "analytics", "automation", "integrations"];
    private static readonly int Tenure = FactorRecipes.IndexOf("tenure_months");
    private static readonly int Renewals = FactorRecipes.IndexOf("renewals_completed");
    private static readonly int Milestones = FactorRecipes.IndexOf("onboarding_milestones_pct");

    /// <summary>The same settings give the same data, bit for bit, on any machine.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No accounts, or fewer than 13 months.</exception>
    public static GeneratedData Generate(GeneratorSettings settings)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(settings.Accounts, 1, nameof(settings));
        ArgumentOutOfRangeException.ThrowIfLessThan(settings.Months, GeneratorSettings.LeastMonths, nameof(settings));
        var events = MonthEvents.Draw(settings, ProductLines.Length);
        var decisions = ImmutableArray.CreateBuilder<GeneratedDecision>();
        for (var number = 0; number < settings.Accounts; number++)
        {
            Live(settings, number, events, decisions);
        }

        return new GeneratedData(settings, decisions.ToImmutable());
    }

    private static void Live(
        GeneratorSettings settings,
        int number,
        MonthEvents[] events,
        ImmutableArray<GeneratedDecision>.Builder decisions
    )
    {
        var account = Account(settings, number);
        var life = new AccountLife(settings.Seed, number);
        var choice = new CounterStream(settings.Seed, StreamPurpose.Decisions, number);
        var blanks = new CounterStream(settings.Seed, StreamPurpose.MissingCells, number);
        var productLine = Array.IndexOf(ProductLines, account.ProductLine);
        for (var month = account.StartMonth; month < settings.Months; month++)
        {
            life.Advance(events[month].Outage(productLine), events[month].PriceRise);
            var tenure = month - account.StartMonth + 1;
            if (account.TermMonths > 1 && (tenure + DecidesMonthsAhead) % account.TermMonths != 0)
            {
                continue;
            }

            var decision = Decide(settings, account, life, month, choice);
            Blank(decision.Values, blanks);
            decisions.Add(decision);
            if (decision.Leaves)
            {
                return;
            }
        }
    }

    private static GeneratedDecision Decide(
        GeneratorSettings settings,
        GeneratedAccount account,
        AccountLife life,
        int month,
        CounterStream choice
    )
    {
        var tenure = month - account.StartMonth + 1;
        var effective = month + (account.TermMonths > 1 ? DecidesMonthsAhead : 1);
        var segment = TrueWeights.Segments.IndexOf(account.Segment);
        var phase = tenure < TrueWeights.FirstPhaseMonths ? LifePhase.FirstSixMonths : LifePhase.Later;
        var renewals = (tenure - 1) / Math.Max(12, account.TermMonths);
        var goodness = life.Goodness();
        goodness[Tenure] = (Logistic.Log(tenure) - Logistic.Log(9)) / 0.8;
        goodness[Renewals] = (renewals - 0.6) / 0.9;
        var values = new double[goodness.Length];
        for (var j = 0; j < values.Length; j++)
        {
            values[j] =
                j == Tenure ? tenure
                : j == Renewals ? renewals
                : life.ValueOf(FactorRecipes.All[j], goodness[j], segment);
        }

        var logOdds = AccountLife.LogOdds(SegmentRecipe.All[segment], phase, goodness);
        var leaves = choice.Happens(Logistic.Sigmoid(logOdds));
        return new GeneratedDecision
        {
            Account = account,
            AsOf = EndOf(month),
            RenewsOn = EndOf(effective),
            Stage = StageOf(account.TermMonths, tenure, values[Milestones]),
            Phase = phase,
            Values = values,
            Goodness = goodness,
            LogOdds = logOdds,
            Leaves = leaves,
            Churned = effective < settings.Months ? leaves : null,
        };
    }

    /// <summary>The first that applies. Monthly terms have no renewal window.</summary>
    private static string StageOf(int termMonths, int tenure, double milestonesPct) =>
        tenure <= 1 || (tenure < TrueWeights.FirstPhaseMonths && milestonesPct < 80) ? "onboarding"
        : termMonths > 1 ? "renewal_window"
        : tenure >= 12 ? "maturity"
        : "adoption";

    private static void Blank(double[] values, CounterStream chance)
    {
        for (var j = 0; j < values.Length; j++)
        {
            values[j] = chance.Happens(MissingShare) ? double.NaN : values[j];
        }
    }

    private static GeneratedAccount Account(GeneratorSettings settings, int number)
    {
        var chance = new CounterStream(settings.Seed, StreamPurpose.AccountFacts, number);
        var segment = SegmentOf(chance.Unit());
        var term = segment.TermMonths(chance.Unit());
        return new GeneratedAccount
        {
            Id = IdOf(number),
            Segment = segment.Name,
            TermMonths = term,
            StartMonth = chance.Below(Math.Max(1, settings.Months * 30 / 48)),
            Arr = (decimal)(Math.Round(segment.ArrMedian * Logistic.Exp(0.5 * chance.Normal()) / 10) * 10),
            Region = Regions[chance.Below(Regions.Length)],
            Industry = Industries[chance.Below(Industries.Length)],
            ProductLine = ProductLines[chance.Below(ProductLines.Length)],
            Csm = $"csm{chance.Below(Math.Max(1, settings.Accounts / AccountsPerCsm)) + 1:00}",
            Parent = chance.Happens(0.10) && number > 0 ? IdOf(chance.Below(number)) : null,
        };
    }

    private static SegmentRecipe SegmentOf(double unit)
    {
        foreach (var segment in SegmentRecipe.All)
        {
            if (unit < segment.Share)
            {
                return segment;
            }

            unit -= segment.Share;
        }

        return SegmentRecipe.All[^1];
    }

    private static string IdOf(int number) => $"A{number + 1:00000}";

    private static DateOnly EndOf(int month) => GeneratorSettings.FirstMonth.AddMonths(month + 1).AddDays(-1);
}
