using FsCheck.Xunit;
using HealthScore.Training.Fitting.Choosing;

namespace HealthScore.Training.Tests.Fitting.Choosing;

public class GarroteTests
{
    /// <summary>Unrelated factors are kept in the order of what they explain.</summary>
    [Theory]
    [InlineData(1, new[] { false, true, false })]
    [InlineData(2, new[] { true, true, false })]
    [InlineData(3, new[] { true, true, true })]
    public void Unrelated_factors_are_kept_by_their_information(int most, bool[] kept) =>
        Assert.Equal(kept, Garrote.Keep(Diagonal(4, 9, 1), [false, false, false], most));

    /// <summary>A factor without a price is kept and takes one of the places.</summary>
    [Fact]
    public void A_factor_that_must_be_included_takes_a_place()
    {
        Assert.Equal([false, true, true], Garrote.Keep(Diagonal(4, 9, 1), [false, false, true], most: 2));
        Assert.Equal([false, false, true], Garrote.Keep(Diagonal(4, 9, 1), [false, false, true], most: 1));
    }

    [Property(MaxTest = 50)]
    public void No_more_are_kept_than_asked_for_and_what_must_be_is(int seed)
    {
        var random = new Random(seed);
        var (count, most) = (6, random.Next(2, 7));
        var rows = Enumerable
            .Range(0, 40)
            .Select(_ => Enumerable.Range(0, count).Select(_ => random.NextDouble() - 0.5).ToArray());
        var information = new double[count, count];
        foreach (var row in rows)
        {
            for (var j = 0; j < count; j++)
            {
                for (var k = 0; k < count; k++)
                {
                    information[j, k] += row[j] * row[k];
                }
            }
        }

        bool[] free = [true, .. Enumerable.Repeat(element: false, count - 1)];
        var kept = Garrote.Keep(information, free, most);

        Assert.True(kept[0]);
        Assert.InRange(kept.Count(k => k), 1, most);
    }

    private static double[,] Diagonal(params double[] values)
    {
        var matrix = new double[values.Length, values.Length];
        for (var j = 0; j < values.Length; j++)
        {
            matrix[j, j] = values[j];
        }

        return matrix;
    }
}
