namespace HealthScore.Training.Exports;

/// <summary>What to do where the file to write is there already.</summary>
public enum ExistingFile
{
    Refuse,
    Replace,
}

/// <summary>A file that appears whole or not at all: written beside its place, flushed to disk, then renamed.</summary>
public static class AtomicFile
{
    /// <summary>Ending of the file while it is written; a leftover of a crash is overwritten.</summary>
    public const string PartialEnding = ".partial";

    /// <exception cref="IOException">The file exists and may not be replaced, or the disk says no; nothing is
    /// left.</exception>
    public static void Write(string path, ExistingFile existing, Action<Stream> write)
    {
        var target = Path.GetFullPath(path);
        if (Directory.Exists(target))
        {
            throw new IOException($"{path}: is a directory; expected the name of a file.");
        }

        if (existing == ExistingFile.Refuse && File.Exists(target))
        {
            throw new IOException($"{path}: exists already.");
        }

        var partial = Path.Combine(Path.GetDirectoryName(target)!, $".{Path.GetFileName(target)}{PartialEnding}");
        try
        {
            using (var stream = new FileStream(partial, FileMode.Create, FileAccess.Write, FileShare.None, 1))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(partial, target, overwrite: existing == ExistingFile.Replace);
        }
        finally
        {
            File.Delete(partial);
        }
    }
}
