using HealthScore.Core.Accounts;
using HealthScore.Training.Data;
using HealthScore.Training.Fitting.Prebinning;
using HealthScore.Training.Tests.Evaluation;

namespace HealthScore.Training.Tests.Fitting.Prebinning;

public class CanonicalOrderTests
{
    [Fact]
    public void Shuffled_rows_come_in_the_same_order()
    {
        var table = SmallRows.Make(300, seed: 1);
        var shuffled = table.Take(SmallRows.Shuffled(300, seed: 2));

        var order = CanonicalOrder.Of(table, SmallRows.All(table), seed: 1);
        var again = CanonicalOrder.Of(shuffled, SmallRows.All(shuffled), seed: 1);

        Assert.Equal(order.Keys, again.Keys);
        Assert.Equal(
            Array.ConvertAll(order.Rows, row => table.Accounts![row]),
            Array.ConvertAll(again.Rows, row => shuffled.Accounts![row])
        );
    }

    [Fact]
    public void Without_accounts_the_content_of_a_row_takes_their_place()
    {
        var table = SmallRows.Make(300, seed: 1) with { Accounts = null };
        var shuffled = table.Take(SmallRows.Shuffled(300, seed: 3));

        var order = CanonicalOrder.Of(table, SmallRows.All(table), seed: 1);
        var again = CanonicalOrder.Of(shuffled, SmallRows.All(shuffled), seed: 1);

        Assert.Equal(order.Keys, again.Keys);
        Assert.Equal(
            Array.ConvertAll(order.Rows, row => table.RowNumbers[row]),
            Array.ConvertAll(again.Rows, row => shuffled.RowNumbers[row])
        );
    }

    [Fact]
    public void Rows_of_one_account_stand_together_by_date_and_then_by_content()
    {
        var table = Tables.Of([SmallRows.Number("logins")], Tables.Outcomes("RRRRRR"), [5, 1, 9, 7, 3, 2]) with
        {
            Accounts = ["a", "b", "a", "a", "b", "a"],
            AsOf = [Day(3), Day(2), Day(1), Day(2), Day(1), Day(2)],
        };

        var order = CanonicalOrder.Of(table, SmallRows.All(table), seed: 1);

        var ofA = order.Rows.Where(row => table.Accounts![row] == "a").ToArray();
        var ofB = order.Rows.Where(row => table.Accounts![row] == "b").ToArray();
        Assert.Equal(2, ofA[0]);
        Assert.Equal([3, 5], ofA[1..3].Order());
        Assert.Equal(0, ofA[3]);
        Assert.Equal([4, 1], ofB);
        Assert.Equal(2, order.Keys.Distinct().Count());
        Assert.True(order.Rows.SequenceEqual([.. ofA, .. ofB]) || order.Rows.SequenceEqual([.. ofB, .. ofA]));
        Assert.Equal(Contents(table, order), Contents(table, Reversed(table)));
    }

    [Fact]
    public void Only_the_given_rows_are_put_in_order()
    {
        var table = SmallRows.Make(50, seed: 1);

        var order = CanonicalOrder.Of(table, [40, 3, 17], seed: 1);

        Assert.Equal([3, 17, 40], order.Rows.Order());
    }

    [Fact]
    public void A_negative_zero_and_every_not_a_number_are_the_same_content()
    {
        var odd = BitConverter.Int64BitsToDouble(unchecked((long)0xFFF8000000000001UL));
        var one = Tables.Of([SmallRows.Number("x")], Tables.Outcomes("CR"), [0.0, double.NaN]);
        var other = Tables.Of([SmallRows.Number("x")], Tables.Outcomes("CR"), [-0.0, odd]);

        Assert.Equal(CanonicalOrder.Of(one, [0, 1], seed: 1).Keys, CanonicalOrder.Of(other, [0, 1], seed: 1).Keys);
    }

    [Fact]
    public void Another_seed_gives_another_order()
    {
        var table = SmallRows.Make(100, seed: 1);

        Assert.NotEqual(
            CanonicalOrder.Of(table, SmallRows.All(table), seed: 1).Rows,
            CanonicalOrder.Of(table, SmallRows.All(table), seed: 2).Rows
        );
    }

    /// <summary>The first 8 bytes, little-endian, of sha256(0100000000000000 61), by coreutils.</summary>
    [Fact]
    public void A_key_is_the_start_of_the_sha256_of_seed_and_account() =>
        Assert.Equal(Sha256OfSeed1AndA, CanonicalOrder.KeyOf("a", seed: 1));

    [Fact]
    public void Folds_are_of_like_size_and_of_another_salt_independent()
    {
        ulong[] keys = [.. Enumerable.Range(0, 20_000).Select(i => CanonicalOrder.KeyOf($"{i}", seed: 1))];

        var counts = keys.CountBy(key =>
                (CanonicalOrder.FoldOf(key, 5, salt: 1), CanonicalOrder.FoldOf(key, 5, salt: 2))
            )
            .ToDictionary();

        // 800 expected in each of 25 cells; five standard deviations are 139.
        Assert.Equal(25, counts.Count);
        Assert.All(counts.Values, count => Assert.InRange(count, 661, 939));
    }

    private const ulong Sha256OfSeed1AndA = 0xF655A58BC82161AEUL;

    private static DateOnly Day(int day) => new(2024, 1, day);

    private static CanonicalOrder Reversed(TrainingTable table) =>
        CanonicalOrder.Of(table, [.. SmallRows.All(table).Reverse()], seed: 1);

    private static (string, DateOnly, double, Outcome)[] Contents(TrainingTable table, CanonicalOrder order) =>
        Array.ConvertAll(
            order.Rows,
            row => (table.Accounts![row], table.AsOf![row], table.Values[0][row], table.Outcomes[row])
        );
}
