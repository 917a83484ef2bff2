using System.IO.Compression;
using Microsoft.ML;

namespace HealthScore.Training.Exports.MlNet;

/// <summary>An ML.NET model as bytes that depend on nothing but the model.</summary>
internal static class MlNetFile
{
    /// <summary>Two saves differ only in the times of the zip's entries: this one stands in all.</summary>
    private static readonly DateTimeOffset EntryTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <param name="model">The model.</param>
    /// <param name="input">Schema of the columns it is fed.</param>
    public static byte[] Write(ITransformer model, DataViewSchema input)
    {
        using var saved = new MemoryStream();
        new MLContext(seed: 0).Model.Save(model, input, saved);
        saved.Position = 0;
        using var rewritten = new MemoryStream();
        using (var from = new ZipArchive(saved, ZipArchiveMode.Read))
        using (var to = new ZipArchive(rewritten, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var entry in from.Entries)
            {
                Copy(entry, to);
            }
        }

        return rewritten.ToArray();
    }

    /// <remarks>Stored, not deflated: a compressor may write other bytes on another processor.</remarks>
    private static void Copy(ZipArchiveEntry entry, ZipArchive to)
    {
        var copy = to.CreateEntry(entry.FullName, CompressionLevel.NoCompression);
        copy.LastWriteTime = EntryTime;
        using var source = entry.Open();
        using var target = copy.Open();
        source.CopyTo(target);
    }
}
