using System.Collections.Immutable;
using HealthScore.Core.Accounts;
using HealthScore.Core.Formula;
using HealthScore.Core.Scoring;

namespace HealthScore.Serving.Portfolio;

/// <summary>One account as it stands.</summary>
/// <param name="Snapshot">What is known of it.</param>
/// <param name="Health">Its score.</param>
public sealed record BookAccount(Snapshot Snapshot, AccountHealth Health)
{
    /// <summary>Value x churn probability; null where either is not known.</summary>
    public decimal? ExpectedLoss =>
        Snapshot.Value is { } value && Health.ChurnProbability is { } churn ? value * (decimal)churn : null;
}

/// <summary>The accounts of one band.</summary>
/// <param name="Band">The band.</param>
/// <param name="Accounts">How many.</param>
/// <param name="Value">Annual value of those that have one.</param>
/// <param name="ExpectedChurned">Sum of their churn probabilities.</param>
/// <param name="ExpectedLoss">Sum of value x churn probability.</param>
public sealed record BandTotal(Band Band, int Accounts, decimal Value, double ExpectedChurned, decimal ExpectedLoss);

/// <summary>
/// What one factor costs: how much less would be lost if each account below the mean in it stood at the mean, all else
/// as it is. Each factor is taken alone, so these do not add up.
/// </summary>
/// <param name="Factor">The factor's key, or the pair's.</param>
/// <param name="Accounts">Accounts below the mean.</param>
/// <param name="Churned">Accounts fewer expected to leave.</param>
/// <param name="Value">Value less expected to be lost.</param>
public sealed record Driver(string Factor, int Accounts, double Churned, decimal Value);

/// <summary>All accounts of a company as they stand, added up.</summary>
public sealed record Book
{
    public required int Accounts { get; init; }

    /// <summary>Accounts whose score was withheld.</summary>
    public required int Withheld { get; init; }

    /// <summary>Accounts that have given notice: not scored.</summary>
    public required int InNotice { get; init; }

    /// <summary>First as-of date of the accounts; null where they are undated.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Their last.</summary>
    public DateOnly? To { get; init; }

    /// <summary>Accounts of a known value.</summary>
    public required int Valued { get; init; }

    /// <summary>Worst to best, of scored accounts.</summary>
    public required ImmutableArray<BandTotal> Bands { get; init; }

    /// <summary>The costliest first: by value where values are known, else by accounts expected to leave.</summary>
    public required ImmutableArray<Driver> Drivers { get; init; }

    /// <summary>Red and yellow accounts with the most at stake, the most first.</summary>
    public required ImmutableArray<BookAccount> Worst { get; init; }

    public int Scored => Bands.Sum(band => band.Accounts);

    public bool HasValues => Valued > 0;

    /// <summary>Share of scored accounts in the red band; null where none is scored.</summary>
    public double? RedShare => Scored == 0 ? null : (double)Bands[(int)Band.Red].Accounts / Scored;
}
