using System.Collections.Immutable;
using HealthScore.Core.Trees;
using HealthScore.Training.Exports.MlNet;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace HealthScore.Training.Challenger;

/// <summary>A challenger as trained: ours for scoring, ML.NET's own to check it against and to give away.</summary>
public sealed class TrainedChallenger
{
    private readonly RawColumns columns;
    private readonly Lazy<ITransformer> pipeline;
    private readonly Lazy<byte[]> zip;

    internal TrainedChallenger(FastTreeFit fit, ChallengerModel model, RawColumns columns)
    {
        Model = model;
        this.columns = columns;
        pipeline = new Lazy<ITransformer>(() => ChallengerPipeline.Build(fit, model, columns));
        zip = new Lazy<byte[]>(() => MlNetFile.Write(pipeline.Value, ((IDataView)columns.ToDataFrame([])).Schema));
    }

    public ChallengerModel Model { get; }

    /// <summary>
    /// The bytes of <c>challenger.mlnet.zip</c>: <c>mlContext.Model.Load</c> opens it with Microsoft.ML and
    /// Microsoft.ML.FastTree alone.
    /// </summary>
    public byte[] MlNetZip => zip.Value;

    /// <summary>What ML.NET itself answers, computed by the pipeline that is in the zip.</summary>
    /// <param name="rows">Vectors of factor values in catalog order.</param>
    public ImmutableArray<MlNetAnswer> ExpectedByMlNet(IReadOnlyList<double[]> rows)
    {
        var answers = pipeline.Value.Transform(columns.ToDataFrame(rows));
        var scores = answers.GetColumn<float>("Score");
        var probabilities = answers.GetColumn<float>("Probability");
        return [.. scores.Zip(probabilities, (score, probability) => new MlNetAnswer(score, probability))];
    }
}

/// <summary>ML.NET's answer for one row.</summary>
/// <param name="RawScore">Equal to <see cref="ChallengerModel.RawScore"/> to the bit.</param>
/// <param name="Probability">A float; within 1e-6 of <see cref="ChallengerModel.Probability"/>.</param>
public readonly record struct MlNetAnswer(double RawScore, double Probability);
