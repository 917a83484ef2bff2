using HealthScore.Training.Challenger;
using HealthScore.Training.Data;

namespace HealthScore.Training.Tests.Challenger;

/// <summary>One challenger trained once for the tests that only read it.</summary>
public sealed class ChallengerFixture
{
    internal TrainingTable Table { get; } = MadeUpAccounts.Table(rows: 1500, seed: 7);

    internal TrainedChallenger Trained { get; }

    public ChallengerFixture() =>
        Trained = ChallengerTrainer.Train(
            Table,
            [.. Enumerable.Range(0, Table.RowCount)],
            seed: 42,
            ["Logins a month", "CSAT", "Score", "Features", "slot 0"]
        );
}
