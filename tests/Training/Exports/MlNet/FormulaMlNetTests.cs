using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using HealthScore.Core.Factors;
using HealthScore.Core.Formula;
using HealthScore.Core.Scoring;
using HealthScore.Training.Exports.MlNet;
using Microsoft.ML.Data;

namespace HealthScore.Training.Tests.Exports.MlNet;

public partial class FormulaMlNetTests
{
    private const HostileParts Everything =
        HostileParts.Pairs | HostileParts.Segments | HostileParts.Stages | HostileParts.Industries;

    private static readonly HealthModel Whole = HostileAccounts.Train(Everything, rows: 4_000, seed: 3);

    private static readonly byte[] Zip = FormulaMlNet.Write(Whole);

    [Fact]
    public void A_trained_model_with_all_there_is_says_the_same_in_ML_NET_on_20000_rows()
    {
        Assert.True(Whole.Formulas.Length > 3);
        Assert.Contains(Whole.Formulas[0].Factors, factor => factor.IsPair);
        Assert.Contains(Whole.Formulas, formula => formula.BandsBy.Length > 0);

        MlNetAnswers.AssertSame(Whole, Zip, [.. EdgeRows.Make(Whole, 20_000, seed: 5)]);
    }

    [Fact]
    public void Two_exports_are_the_same_bytes()
    {
        var again = FormulaMlNet.Write(HostileAccounts.Train(Everything, rows: 4_000, seed: 3));

        Assert.True(Zip.SequenceEqual(again));
    }

    [Fact]
    public void The_zip_names_no_assembly_of_ours_and_no_time()
    {
        Assert.DoesNotContain("HealthScore", Encoding.Latin1.GetString(Zip), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("HealthScore", Encoding.Unicode.GetString(Zip), StringComparison.OrdinalIgnoreCase);
        using var archive = new ZipArchive(new MemoryStream(Zip));
        Assert.All(archive.Entries, entry => Assert.Equal(1980, entry.LastWriteTime.Year));
    }

    /// <summary>ML.NET reads literals in the culture of the program that opens the model.</summary>
    [Fact]
    public void No_number_in_the_zip_has_a_decimal_point()
    {
        using var archive = new ZipArchive(new MemoryStream(Zip));
        var expressions = archive
            .Entries.Where(entry => entry.FullName.EndsWith("Model.key", StringComparison.Ordinal))
            .Select(entry =>
            {
                using var stream = entry.Open();
                using var reader = new StreamReader(stream, Encoding.Latin1);
                return reader.ReadToEnd().Replace("\0", "");
            })
            .Where(text => text.Contains("=>", StringComparison.Ordinal))
            .ToArray();

        Assert.True(expressions.Length > 20);
        Assert.All(expressions, text => Assert.DoesNotMatch(DecimalPoint(), text[text.IndexOf("=>")..]));
    }

    [Fact]
    public void The_zip_says_the_same_where_a_comma_divides_and_a_point_groups()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        (culture.NumberFormat.NumberDecimalSeparator, culture.NumberFormat.NumberGroupSeparator) = (",", ".");
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = culture;
        try
        {
            MlNetAnswers.AssertSame(Whole, Zip, [.. EdgeRows.Make(Whole, 1_000, seed: 6)]);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData(41, 0, 0)]
    [InlineData(3, 300, 0)]
    [InlineData(6, 12, 11)]
    public void Models_of_many_factors_or_formulas_load_on_a_small_stack(int factors, int segments, int ownEdges)
    {
        var model = ManyFormulas.Of(factors, segments, ownEdges, seed: 8);
        var zip = FormulaMlNet.Write(model);
        EdgeRow[] rows =
        [
            .. EdgeRows
                .Make(model, 2_000, seed: 9)
                .Select((row, k) => row with { Segment = segments == 0 ? "" : $"segment {k % (segments + 1)}" }),
        ];

        OnSmallStack(() => MlNetAnswers.AssertSame(model, zip, rows));
    }

    [Theory]
    [InlineData(30)]
    [InlineData(99)]
    [InlineData(100)]
    [InlineData(101)]
    [InlineData(2_000)]
    public void Every_level_has_its_points_however_many_there_are(int levels)
    {
        var model = ManyFormulas.OfLevels(levels);
        var zip = FormulaMlNet.Write(model);
        EdgeRow[] rows =
        [
            .. model.Catalog[0].Levels.Select((level, k) => new EdgeRow([k], [level], "", "", "")),
            new([FactorCatalog.UnknownLevel], ["never seen"], "", "", ""),
            new([double.NaN], [""], "", "", ""),
            new([double.NaN], [null], "", "", ""),
        ];

        OnSmallStack(() =>
        {
            var points = MlNetAnswers.Transform(model, zip, rows).GetColumn<long>("Points.level").ToArray();
            Assert.Equal(
                rows.Select(row => (long)HealthScorer.Score(row.Values, model.Formulas[0], new int[1])),
                points
            );
            Assert.Equal([7, 5, 5], points[^3..]);
        });
    }

    [Theory]
    [InlineData(0.0, "00000000000000000E-16d")]
    [InlineData(0.1, "10000000000000001E-17d")]
    [InlineData(-12.5, "-12500000000000000E-15d")]
    [InlineData(double.Epsilon, "49406564584124654E-340d")]
    [InlineData(double.MaxValue, "17976931348623157E292d")]
    public void A_double_is_written_so_that_the_same_bits_are_read(double value, string literal)
    {
        Assert.Equal(literal, ExpressionText.Of(value));
        Assert.Equal(value, double.Parse(literal[..^1]));
    }

    private static void OnSmallStack(Action action)
    {
        Exception? thrown = null;
        var thread = new Thread(
            () =>
            {
                try
                {
                    action();
                }
                catch (Exception e)
                {
                    thrown = e;
                }
            },
            maxStackSize: 512 * 1024
        );
        thread.Start();
        thread.Join();
        Assert.Null(thrown);
    }

    [GeneratedRegex(@"(?<!Version=[\d.]*)\d\.\d")]
    private static partial Regex DecimalPoint();
}
