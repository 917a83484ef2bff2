using HealthScore.Serving.Bench;

// The goals of unary Score and BatchScore against a bare Kestrel endpoint, in interleaved rounds on this machine.
//   dotnet run -c Release --project bench/Serving -- [--short] [--out FILE]
if (args is [ServedProcess.Verb, var replyFile])
{
    await ServedProcess.Run(replyFile);
    return 0;
}

var isShort = args.Contains("--short");
var outFile = args.SkipWhile(argument => argument != "--out").Skip(1).FirstOrDefault();
var folder = Directory.CreateTempSubdirectory("healthscore-bench");
try
{
    var result = await Measurement.Run(folder.FullName, isShort ? Effort.Short : Effort.Full);
    Console.Write(result.Text());
    if (outFile is not null)
    {
        await File.WriteAllTextAsync(outFile, result.Json());
    }
}
finally
{
    folder.Delete(recursive: true);
}

return 0;
