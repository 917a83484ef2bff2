using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace HealthScore.Core.ModelFiles;

/// <summary>What to do where the directory to write is there already.</summary>
public enum ExistingModel
{
    Refuse,

    /// <summary>Swap the whole directory for the new one.</summary>
    Replace,
}

/// <summary>
/// The one place where a model directory is read and written. Written whole or not at all: into a directory beside it,
/// every file and the directory flushed to disk, then renamed. Read whole or refused.
/// </summary>
public static partial class ModelDirectory
{
    /// <summary>
    /// Ending of the directory a model is written into before it gets its name; a leftover of a crash is overwritten.
    /// </summary>
    public const string PartialEnding = ".partial";

    /// <summary>
    /// Writes a model, reads it back as a test of both, and gives it its name; returns what was read.
    /// </summary>
    /// <exception cref="IOException">The directory exists and may not be replaced, or the disk says no.</exception>
    /// <exception cref="ModelException">What was written does not read back; nothing has changed on disk.</exception>
    public static LoadedModel Write(string path, ModelContents contents, ExistingModel existing)
    {
        var target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        var parent = Path.GetDirectoryName(target) ?? throw new IOException($"{path}: is no place for a model.");
        if (existing == ExistingModel.Refuse && Path.Exists(target))
        {
            throw new IOException($"{path}: exists already.");
        }

        if (File.Exists(target) || (Directory.Exists(target) && !LooksLikeModel(target)))
        {
            throw new IOException($"{path}: is not a model directory; it is not replaced.");
        }

        var partial = Path.Combine(parent, $".{Path.GetFileName(target)}{PartialEnding}");
        Directory.CreateDirectory(parent);
        DeleteIfThere(partial);
        try
        {
            Fill(partial, ModelBytes.Write(contents));
            var loaded = Read(partial);
            Name(partial, target);
            Posix.Flush(parent);
            return loaded;
        }
        finally
        {
            DeleteIfThere(partial);
        }
    }

    /// <exception cref="ModelException">The model cannot be trusted; says which file and why.</exception>
    public static LoadedModel Read(string path)
    {
        var directory = new DirectoryInfo(path);
        if (!directory.Exists)
        {
            throw new ModelException($"{path}: there is no such model directory.");
        }

        try
        {
            return ModelBytes.Read(
                directory
                    .EnumerateFileSystemInfos()
                    .ToImmutableSortedDictionary(entry => entry.Name, ReadFile, StringComparer.Ordinal)
            );
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ModelException($"{path}: cannot be read: {e.Message}", e);
        }
    }

    private static byte[] ReadFile(FileSystemInfo entry)
    {
        if (entry is not FileInfo || !ModelFileNames.LargestSizes.TryGetValue(entry.Name, out var largest))
        {
            throw new ModelException($"{entry.Name}: is no file of a model directory; a model holds nothing else.");
        }

        using var file = File.OpenHandle(entry.FullName);
        var length = RandomAccess.GetLength(file);
        if (length > largest)
        {
            throw new ModelException($"{entry.Name}: has {length} bytes; expected {largest} or fewer.");
        }

        var bytes = new byte[length];
        for (var read = 0; read < bytes.Length; )
        {
            var more = RandomAccess.Read(file, bytes.AsSpan(read), read);
            read += more > 0 ? more : throw new ModelException($"{entry.Name}: was cut off while it was read.");
        }

        return bytes;
    }

    private static void Fill(string directory, ImmutableSortedDictionary<string, byte[]> files)
    {
        Directory.CreateDirectory(directory);
        foreach (var (name, bytes) in files)
        {
            using var file = new FileStream(Path.Combine(directory, name), FileMode.CreateNew, FileAccess.Write);
            file.Write(bytes);
            file.Flush(flushToDisk: true);
        }

        Posix.Flush(directory);
    }

    private static void Name(string partial, string target)
    {
        if (!Directory.Exists(target))
        {
            Directory.Move(partial, target);
        }
        else if (!Posix.Exchange(partial, target))
        {
            // Without an atomic exchange the old model is absent between two renames; it is never half there.
            var old = $"{partial}.old";
            DeleteIfThere(old);
            Directory.Move(target, old);
            Directory.Move(partial, target);
            DeleteIfThere(old);
        }
    }

    private static bool LooksLikeModel(string directory) =>
        File.Exists(Path.Combine(directory, Manifest.FileName))
        || !Directory.EnumerateFileSystemEntries(directory).Any();

    private static void DeleteIfThere(string directory)
    {
        if (Directory.Exists(directory))
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    /// <summary>What the base library cannot do: flush a directory, and exchange two names in one step.</summary>
    private static partial class Posix
    {
        private const int CurrentDirectory = -100;
        private const uint ExchangeNames = 2;

        /// <summary>Where there is no such call (Windows), the file system's own order must do.</summary>
        public static void Flush(string directory)
        {
            if (OperatingSystem.IsWindows())
            {
                return;
            }

            var descriptor = Open(directory, flags: 0);
            if (descriptor < 0)
            {
                throw new IOException($"{directory}: cannot be opened to flush it ({Marshal.GetLastPInvokeError()}).");
            }

            var result = FlushDescriptor(descriptor);
            var error = Marshal.GetLastPInvokeError();
            _ = Close(descriptor);
            if (result != 0)
            {
                throw new IOException($"{directory}: cannot be flushed to disk ({error}).");
            }
        }

        /// <returns>False where the system or the file system cannot.</returns>
        public static bool Exchange(string one, string other) =>
            OperatingSystem.IsLinux() && RenameAt(CurrentDirectory, one, CurrentDirectory, other, ExchangeNames) == 0;

        [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        private static partial int Open(string path, int flags);

        [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        private static partial int FlushDescriptor(int descriptor);

        [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        private static partial int Close(int descriptor);

        [LibraryImport(
            "libc",
            EntryPoint = "renameat2",
            SetLastError = true,
            StringMarshalling = StringMarshalling.Utf8
        )]
        [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        private static partial int RenameAt(int fromAt, string from, int toAt, string to, uint flags);
    }
}
