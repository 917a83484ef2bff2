using System.IO.Compression;
using System.Reflection;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace HealthScore.Sample.MlNet;

/// <summary>A model that HealthScore exported, opened with ML.NET.</summary>
/// <param name="Name">Of the file.</param>
/// <param name="Ml">The context it was opened in.</param>
/// <param name="Transformer">Adds the answers to rows.</param>
/// <param name="Input">The columns it is fed: doubles and texts.</param>
internal sealed record ModelZip(string Name, MLContext Ml, ITransformer Transformer, DataViewSchema Input)
{
    /// <summary>What every model of ours answers, whichever else it does.</summary>
    private static readonly string[] Answers = ["Score", "Probability", "PredictedLabel"];

    /// <exception cref="SampleException">The file is no such model.</exception>
    public static ModelZip Open(string path)
    {
        if (!File.Exists(path))
        {
            throw new SampleException($"{path}: there is no such file.");
        }

        RequireMlNet(path);
        var ml = new MLContext(seed: 0);
        try
        {
            var transformer = ml.Model.Load(path, out var input);
            var model = new ModelZip(Path.GetFileName(path), ml, transformer, input);
            model.RequireAnswers();
            return model;
        }
        catch (Exception e) when (e is not SampleException)
        {
            throw new SampleException($"{path}: ML.NET cannot open it: {Reason(e)}");
        }
    }

    /// <summary>ML.NET's own error of a zip that is not its own names a stream, not the file.</summary>
    private static void RequireMlNet(string path)
    {
        try
        {
            using var archive = ZipFile.OpenRead(path);
            if (archive.GetEntry("TrainingInfo/Version.txt") is null)
            {
                throw new SampleException($"{path}: is a zip of another program; expected a model of ML.NET.");
            }
        }
        catch (InvalidDataException)
        {
            throw new SampleException($"{path}: is no zip, or was cut off; expected a model of ML.NET.");
        }
    }

    private void RequireAnswers()
    {
        var input = Input.Where(column => column.Type is not TextDataViewType and not NumberDataViewType).ToArray();
        if (input.Length > 0 || Input.Count == 0)
        {
            throw new SampleException($"{Name}: is a model of ML.NET, but none that takes numbers and texts alone.");
        }

        var output = Transformer.GetOutputSchema(Input);
        string[] missing = [.. Answers.Where(answer => output.GetColumnOrNull(answer) is null)];
        if (missing.Length > 0)
        {
            throw new SampleException(
                $"{Name}: is a model of ML.NET without a column '{missing[0]}'; expected one that healthscore exported."
            );
        }
    }

    private static string Reason(Exception e)
    {
        while (e is TargetInvocationException && e.InnerException is { } inner)
        {
            e = inner;
        }

        return e.Message.Split('\n')[0].Trim();
    }
}
