using HealthScore.Training.Data;

namespace HealthScore.Training.Comparison;

/// <summary>The rows of one file as each of two models reads them: row by row the same customers.</summary>
public sealed record ComparedRows
{
    /// <exception cref="ArgumentException">The tables are not of the same rows.</exception>
    public ComparedRows(TrainingTable old, TrainingTable @new)
    {
        if (!old.RowNumbers.AsSpan().SequenceEqual(@new.RowNumbers))
        {
            throw new ArgumentException("the two tables are not of the same rows of one file", nameof(@new));
        }

        Old = old;
        New = @new;
    }

    /// <summary>With the old model's levels.</summary>
    public TrainingTable Old { get; }

    /// <summary>With the new model's.</summary>
    public TrainingTable New { get; }
}
