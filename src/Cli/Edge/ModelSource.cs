using HealthScore.Core.ModelFiles;

namespace HealthScore.Cli.Edge;

/// <summary>The model directory that a verb names.</summary>
internal static class ModelSource
{
    public static LoadedModel Read(string path)
    {
        if (!Directory.Exists(path))
        {
            throw File.Exists(path)
                ? Refusal.DataInvalid($"{path}: is a file; expected a model directory as train writes it.")
                : Refusal.NotFound($"{path}: there is no such model directory.");
        }

        try
        {
            return ModelDirectory.Read(path);
        }
        catch (ModelException refused)
        {
            throw Refusal.DataInvalid(
                refused.Message.StartsWith(path, StringComparison.Ordinal)
                    ? refused.Message
                    : $"{path}: {refused.Message}",
                "The model is refused whole: take it again from where it was made, or train it again."
            );
        }
    }

    /// <summary>The bytes of one of the model's files, as they were checked; empty where it has none.</summary>
    public static byte[] FileOf(LoadedModel loaded, string name) => loaded.Files.GetValueOrDefault(name) ?? [];
}
