using FsCheck.Xunit;
using HealthScore.Serving.Charts.Marks;

namespace HealthScore.Serving.Tests.Charts.Marks;

public class LabelRoomTests
{
    [Fact]
    public void All_labels_stay_where_none_touches_the_next() =>
        Assert.Equal([0, 1, 2], LabelRoom.Thinned([10, 30, 50], [14, 14, 14], gap: 6));

    [Fact]
    public void A_gap_less_than_asked_for_drops_every_second_label() =>
        Assert.Equal([0, 2, 4], LabelRoom.Thinned([10, 29.9, 50, 70, 90], [14, 14, 14, 14, 14], gap: 6));

    [Fact]
    public void One_label_is_kept_where_no_two_have_room() =>
        Assert.Equal([0], LabelRoom.Thinned([10, 11, 12], [100, 100, 100], gap: 6));

    [Fact]
    public void No_labels_are_no_labels() => Assert.Empty(LabelRoom.Thinned([], [], gap: 6));

    [Property(MaxTest = 300)]
    public bool Kept_labels_never_touch(byte[] steps, byte[] sizes)
    {
        var places = new double[Math.Min(steps.Length, sizes.Length)];
        for (var k = 0; k < places.Length; k++)
        {
            places[k] = (k == 0 ? 0 : places[k - 1]) + steps[k];
        }

        double[] widths = [.. sizes.Take(places.Length).Select(size => (double)size)];

        var kept = LabelRoom.Thinned(places, widths, gap: 3);

        return kept.Zip(kept.Skip(1))
            .All(pair =>
                places[pair.First] + (widths[pair.First] / 2) + 3 <= places[pair.Second] - (widths[pair.Second] / 2)
            );
    }

    [Fact]
    public void Two_labels_at_one_place_move_apart_by_half_each() =>
        Assert.Equal([45, 55], LabelRoom.Spread([50, 50], size: 10, from: 0, to: 100));

    [Fact]
    public void Labels_that_have_room_do_not_move() =>
        Assert.Equal([20, 50, 90], LabelRoom.Spread([20, 50, 90], size: 10, from: 0, to: 100));

    [Fact]
    public void Labels_at_the_edge_are_pushed_inside() =>
        Assert.Equal([85, 95], LabelRoom.Spread([98, 99], size: 10, from: 0, to: 100));

    [Property(MaxTest = 300)]
    public bool Spread_labels_never_overlap_and_keep_their_order(byte[] steps)
    {
        var centres = new double[steps.Length];
        for (var k = 0; k < centres.Length; k++)
        {
            centres[k] = (k == 0 ? 0 : centres[k - 1]) + steps[k];
        }

        var placed = LabelRoom.Spread(centres, size: 12, from: 0, to: 500);

        return placed.Zip(placed.Skip(1)).All(pair => pair.Second - pair.First >= 12 - 1e-9);
    }
}
