using HealthScore.Core.Factors;
using HealthScore.Core.Formula;
using HealthScore.Core.Scoring;
using HealthScore.Training.Exports.MlNet;
using Microsoft.Data.Analysis;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace HealthScore.Training.Tests.Exports.MlNet;

/// <summary>What a zip answers, beside what the scorer says.</summary>
internal static class MlNetAnswers
{
    public static void AssertSame(HealthModel model, byte[] zip, EdgeRow[] rows)
    {
        var answers = Transform(model, zip, rows);
        var points = answers.GetColumn<long>(FormulaMlNet.HealthPoints).ToArray();
        var health = answers.GetColumn<double>(FormulaMlNet.Health).ToArray();
        var bands = answers.GetColumn<string>(FormulaMlNet.Band).ToArray();
        var probabilities = answers.GetColumn<double>(FormulaMlNet.ChurnProbability).ToArray();
        var coverage = answers.GetColumn<double>(FormulaMlNet.Coverage).ToArray();
        var hashes = answers.GetColumn<string>(FormulaMlNet.FormulaHash).ToArray();
        var scores = answers.GetColumn<float>("Score").ToArray();
        var labels = answers.GetColumn<bool>("PredictedLabel").ToArray();
        var parts = model
            .Formulas.SelectMany(f => f.Factors)
            .Select(f => f.Key)
            .Distinct()
            .ToDictionary(key => key, key => answers.GetColumn<long>($"Points.{key}").ToArray());
        Assert.InRange(bands.Distinct().Count(), 2, 3);
        Assert.Equal(model.Formulas.Length, hashes.Distinct().Count());
        for (var i = 0; i < rows.Length; i++)
        {
            var used = EdgeRows.FormulaOf(model, rows[i]);
            var added = new int[used.Formula.Factors.Length];
            var expected = HealthScorer.Score(rows[i].Values, used.Formula, added);
            Assert.Equal(expected, points[i]);
            Assert.Equal(expected / 1e7, health[i]);
            Assert.Equal(ScoreWords.Of(used.Formula.Bands.BandOf(expected)), bands[i]);
            Assert.Equal(used.Hash, hashes[i]);
            Assert.Equal(HealthScorer.Coverage(rows[i].Values, used.Formula), coverage[i]);
            Assert.Equal((float)HealthScorer.LogOdds(expected, used.Formula), scores[i]);
            var probability = HealthScorer.ChurnProbability(expected, used.Formula);
            Assert.InRange(Ulps.Between(probability, probabilities[i]), 0, 4);
            Assert.Equal(probabilities[i] >= 0.5, labels[i]);
            foreach (var (key, column) in parts)
            {
                var place = used.Formula.Factors.ToList().FindIndex(f => f.Key == key);
                Assert.Equal(place < 0 ? 0 : added[place], column[i]);
            }
        }
    }

    public static IDataView Transform(HealthModel model, byte[] zip, EdgeRow[] rows)
    {
        var loaded = new MLContext().Model.Load(new MemoryStream(zip), out var input);
        return loaded.Transform(Feed(model, input, rows));
    }

    /// <summary>Rows as the columns that a zip asks for.</summary>
    private static IDataView Feed(HealthModel model, DataViewSchema input, EdgeRow[] rows)
    {
        var columns = model.Input.FactorColumns;
        return new DataFrame(
            input.Select(asked =>
            {
                var factor = columns.IndexOf(asked.Name);
                return factor >= 0 && model.Catalog[factor].Kind == FactorKind.Numeric
                        ? new DoubleDataFrameColumn(asked.Name, rows.Select(row => row.Values[factor]))
                    : factor >= 0 ? new StringDataFrameColumn(asked.Name, rows.Select(row => row.Cells[factor]!))
                    : asked.Name == model.Input.Segment
                        ? new StringDataFrameColumn(asked.Name, rows.Select(row => row.Segment))
                    : asked.Name == model.Input.Stage
                        ? new StringDataFrameColumn(asked.Name, rows.Select(row => row.Stage))
                    : (DataFrameColumn)new StringDataFrameColumn(asked.Name, rows.Select(row => row.Context));
            })
        );
    }
}
