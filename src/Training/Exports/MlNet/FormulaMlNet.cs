using HealthScore.Core.Formula;
using HealthScore.Core.ModelFiles;

namespace HealthScore.Training.Exports.MlNet;

/// <summary>
/// The formula as an ML.NET model of stock expressions: any program that references Microsoft.ML opens it, and none of
/// our assemblies is needed.
/// </summary>
/// <remarks>
/// It is fed the columns that the formula reads, by their names in a file: a double for a number (NaN where it was not
/// measured), text for a level ("" where it was not), text for segment, stage and the context of thresholds where the
/// model has formulas or thresholds of theirs. It adds the columns named here, and <c>Score</c> (float, log-odds of
/// churn), <c>Probability</c> (float) and <c>PredictedLabel</c> (true from a half on), which <c>Evaluate</c> asks for.
/// Points, health and band are those of <see cref="Core.Scoring.HealthScorer"/>; the probability is within 4 ulp,
/// because ML.NET has an <c>exp</c> of its own. It scores every row: who has too little measured, gave notice or has
/// changed stage in the last 60 days is not told apart.
/// </remarks>
/// <example><code>
/// File.WriteAllBytes("formula.mlnet.zip", FormulaMlNet.Of(ModelDirectory.Read("model")));
/// </code></example>
public static class FormulaMlNet
{
    /// <summary>The file's name in a model directory.</summary>
    public const string FileName = ModelFileNames.FormulaMlNet;

    /// <summary>
    /// Int64, one column a factor or pair: what it adds, in 10^-7 points; 0 where the row's formula lacks it.
    /// </summary>
    public const string PointsPrefix = "Points.";

    /// <summary>Int64: health in 10^-7 points, 0 to 10^9.</summary>
    public const string HealthPoints = "HealthPoints";

    /// <summary>Double: health in points, 0 to 100.</summary>
    public const string Health = "Health";

    /// <summary>Text: red, yellow or green.</summary>
    public const string Band = "Band";

    /// <summary>Double: of churn within the horizon.</summary>
    public const string ChurnProbability = "ChurnProbability";

    /// <summary>Double: share of the weight that was really measured, 0 to 1.</summary>
    public const string Coverage = "Coverage";

    /// <summary>Text: the hash of the formula that scored the row.</summary>
    public const string FormulaHash = "FormulaHash";

    /// <summary>The file of a model directory; made anew where an older program wrote none.</summary>
    public static byte[] Of(LoadedModel model) => model.Files.GetValueOrDefault(FileName) ?? Write(model.Model);

    /// <summary>The bytes of the zip: the same for the same model.</summary>
    /// <exception cref="ArgumentException">The model does not say which column each factor is.</exception>
    public static byte[] Write(HealthModel model)
    {
        var (transformer, input) = FormulaPipeline.Build(model);
        return MlNetFile.Write(transformer, input);
    }
}
